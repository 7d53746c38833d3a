import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

/** Stand in names of tools that only look at money. */
export const looking = list(`
        get list search find show retrieve read view calculate estimate check validate compute assess evaluate
        compare audit detect identify monitor forecast optimize project suggest recommend rank analyze
        simulate explain
      `);

// Coins, and kinds of token, by the names that they have in names of tools.
const coins = list(`
  eth ether sol btc bitcoin usdc usdt dai matic bnb avax ada xrp ton trx apt sui strk dot atom ltc doge erc20 erc721 erc1155 spl sat lamport
`);

/** Tools that move or commit money or assets. */
export const financial: Rule[] = [
  {
    id: "financial.pay",
    category: "Financial",
    title: "moves or commits money",
    why: "Money that is paid, charged or refunded is not undone by calling the tool again.",
    when: {
      any: [
        {
          verb: [
            ...list(`pay refund withdraw purchase donate payout checkout reimburse recharge topup`),
            ...foreignVerbs.pay,
          ],
        },
        {
          all: [
            {
              verb: list(`
        create send process make transfer issue request initiate submit execute capture authorize confirm
        collect trigger init initialize commit generate add reverse allocate
      `),
            },
            {
              object: [
                ...list(
                  "payment refund payout fund money checkout withdrawal cash remittance paylink donation payin purchase settlement",
                ),
                "payment link",
              ],
            },
          ],
        },
        {
          all: [
            { verb: ["create", "initiate", "make", "send", "add", "confirm", "execute"] },
            { object: ["transfer"] },
            {
              any: [
                { object: list("ach wire bank sepa pix fund money payment card customer") },
                { parameter: ["amount", "private key"] },
                { server: list("pay bank banking payment finance fintech") },
              ],
            },
          ],
        },
        {
          all: [
            { name: ["create transfer", "initiate transfer", "make transfer", "new transfer"] },
            { not: { object: list("file data call domain ownership ticket number chat player asset job") } },
          ],
        },
        { all: [{ verb: ["create", "initiate", "make", "add"] }, { object: ["charge"] }] },
        {
          all: [{ verb: ["initialize", "init", "initiate"] }, { object: ["transaction"] }, { parameter: ["amount"] }],
        },
        { all: [{ verb: ["capture"] }, { object: ["order"] }] },
        { name: ["fund account", "fund wallet", "^deposit$", "top up"] },
        { all: [{ verb: ["run", "process", "submit"] }, { object: ["payroll"] }] },
        { all: [{ verb: ["wire"] }, { object: ["fund", "money"] }] },
        { all: [{ verb: ["send"] }, { object: ["tip"] }] },
        { all: [{ verb: ["accept", "concede"] }, { object: ["dispute", "chargeback"] }] },
        { all: [{ name: ["^capture$"] }, { parameter: ["payment id", "charge id", "payment intent id", "amount"] }] },
        {
          all: [
            { verb: ["collect", "settle", "take"] },
            { object: list("premium rent fee due tax copay fine debt toll deposit payment") },
            { not: { object: list("form info information data detail report") } },
          ],
        },
        {
          all: [{ verb: ["refill", "reload", "replenish"] }, { object: list("postage credit balance wallet prepaid") }],
        },
        { all: [{ verb: ["load", "spend"] }, { object: list("money fund credit mile point star") }] },
        {
          all: [
            { verb: ["capture", "reverse", "authorize"] },
            { object: list("transaction charge authorization card payment") },
          ],
        },
        {
          all: [{ verb: ["redeem"] }, { object: list("gift card voucher reward point credit coupon") }],
        },
        {
          all: [
            { verb: ["charge", "bill", "debit", "credit"] },
            { object: list("card customer account payment amount user subscription credit wallet order") },
            // "credit_usage", "bill_history": a noun before what is looked at.
            { not: { name: list("usage balance limit history report score rating consumption remaining status") } },
          ],
        },
        {
          all: [
            { verb: ["transfer", "send", "deposit"] },
            {
              any: [
                { parameter: ["amount"] },
                { object: [...coins, ...list("token crypto coin nft asset vault pool collateral")] },
              ],
            },
          ],
        },
      ],
    },
    unless: {
      any: [
        { name: looking },
        {
          object: [
            ...list(
              "method term template notification reminder snippet history ownership branch arena tournament simul contest consent application invitation projection",
            ),
            "payment account",
            "payment profile",
            "donation record",
            "cash flow",
            "payment token",
            "payment plan",
            "payment page",
          ],
        },
        { name: list("git code sdk") },
        { all: [{ object: ["file"] }, { not: { object: ["card"] } }] },
        // Drafted like an invoice.
        { all: [{ name: ["create", "add", "generate", "draft"] }, { object: ["purchase order"] }] },
        // Libraries of chains build a transaction in one call and send it in another.
        { all: [{ verb: ["make", "build", "create"] }, { name: ["txn", "unsigned"] }] },
        { description: ["tournament"] },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "create_refund", description: "Process a refund for a captured payment" },
        { name: "wallet", description: "Transfer funds between wallets" },
      ],
      noMatch: [
        { name: "list_payments", description: "List payments" },
        { name: "transfer_file" },
        { name: "make_transfer_txn", description: "Create an asset transfer transaction" },
        { name: "credit_usage", description: "Get the credit balance of an account" },
        { name: "git_checkout" },
      ],
    },
  },
  {
    id: "financial.invoice",
    category: "Financial",
    title: "sends an invoice for collection or settles it",
    why: "An invoice that is sent asks for money; one that is drafted does not.",
    when: { all: [{ verb: ["send", "finalize", "finalise", "charge", "pay", "settle"] }, { object: ["invoice"] }] },
    unless: { object: ["copy", "receipt"] },
    weight: 1.2,
    examples: {
      match: [{ name: "send_invoice" }],
      noMatch: [{ name: "create_invoice" }, { name: "send_invoice_copy" }],
    },
  },
  {
    id: "financial.subscribe",
    category: "Financial",
    title: "starts a paid subscription",
    why: "A subscription commits to payments that repeat.",
    when: { all: [{ verb: ["create", "start", "renew", "upgrade"] }, { object: ["subscription"] }] },
    unless: {
      any: [
        {
          object: list("notification message webhook event topic calendar push resource newsletter mailing public"),
        },
        { description: ["notification", "webhook"] },
        {
          parameter: [
            ...list("webhook topic topics events callback endpoint"),
            ...["webhook url", "callback url", "event type", "event types", "notification url", "protocol"],
          ],
        },
        { name: ["pubsub", "plan"] },
        { object: ["subscription plan"] },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "create_subscription", description: "Create a new subscription" },
        { name: "create_subscription", description: "Create a subscription of a customer to a plan" },
      ],
      noMatch: [
        { name: "create_webhook_subscription" },
        { name: "create_subscription_plan" },
        { name: "cancel_subscription" },
      ],
    },
  },
  {
    id: "financial.book",
    category: "Financial",
    title: "books or buys at a price",
    why: "A booking or a purchase commits to a price.",
    when: {
      any: [
        {
          all: [
            { verb: [...list("book buy reserve order 购买"), ...foreignVerbs.book] },
            {
              object: list(`
        flight hotel room ticket transfer car taxi ride trip product domain item number train stay parking food
        meal pizza
        酒店 航班 机票 门票 ホテル 航空券 호텔 항공권 vuelo habitación voo quarto vol chambre hôtel flug zimmer hotelzimmer рейс отель
      `),
            },
          ],
        },
        {
          all: [
            { verb: ["request", "create", "confirm"] },
            { object: ["booking", "reservation"] },
            {
              any: [
                { object: ["link", "flight", "hotel"] },
                { parameter: list("passenger payment price card amount") },
                { description: list("flight hotel lodging fare payment charge charged passenger") },
              ],
            },
          ],
        },
        {
          all: [
            { verb: ["create", "place", "confirm"] },
            { object: ["order"] },
            { object: ["flight", "hotel", "ticket", "trip"] },
          ],
        },
        { all: [{ verb: ["request"] }, { object: ["ride", "taxi", "cab"] }] },
        { name: ["renew domain"] },
        { all: [{ verb: ["rent", "lease"] }, { object: list("instance gpu server car vehicle number bike scooter") }] },
        { all: [{ verb: ["purchase", "buy"] }, { not: { object: ["history", "order"] } }] },
        { verb: ["购买", "下单"] },
      ],
    },
    // A page on which others book is not a booking.
    unless: { any: [{ name: looking }, { description: ["booking url", "booking page"] }] },
    weight: 1.2,
    examples: {
      match: [{ name: "book_hotel", description: "Book a room" }, { name: "buy_domain" }],
      noMatch: [{ name: "search_flights" }, { name: "add_book", description: "Add a book to the library" }],
    },
  },
];
