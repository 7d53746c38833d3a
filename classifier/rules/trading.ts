import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

const looking = list(`
        get list search find show retrieve read view calculate estimate simulate check analyze backtest validate
        compute assess evaluate compare audit detect identify monitor track forecast optimize suggest recommend
        rank explain
      `);

// Words of the names of servers that stand before a market.
const markets = list(
  "trading trade trader stock stocks broker brokerage crypto exchange forex futures alpaca binance ccxt coinbase kraken schwab ibkr bybit okx bitget dydx exness oanda tradier robinhood hyperliquid polymarket markets perpetual dex",
);

/** Tools that trade: securities, currencies and coins. */
export const trading: Rule[] = [
  {
    id: "trading.order",
    category: "Financial",
    title: "places an order on a market",
    why: "An order that fills moves assets at the market's price; paper trading is treated as real.",
    when: {
      any: [
        {
          all: [
            {
              verb: list("place submit modify replace buy sell order close open create amend"),
            },
            {
              object: list(`
        stock option share crypto trade position limit stop market future coin forex bracket trading equity
      `),
            },
          ],
        },
        { all: [{ verb: ["place"] }, { object: ["order", "bet", "bid", "trade"] }] },
        {
          verb: [...list(`buy sell short`), ...foreignVerbs.trade],
        },
        {
          all: [
            { verb: list("create replace modify amend submit post place update add execute activate") },
            { object: ["order", "position", "trade", "buy", "sell"] },
            { server: markets },
          ],
        },
      ],
    },
    unless: {
      any: [
        { name: looking },
        { object: ["browser", "issue", "account", "file", "tab"] },
        {
          all: [
            { verb: list("create open close modify replace submit") },
            { not: { object: ["order", "trade"] } },
            {
              not: {
                all: [
                  { object: ["position"] },
                  {
                    any: [
                      { server: markets },
                      {
                        parameter: list("symbol ticker side size leverage coin pair amount qty quantity market asset"),
                      },
                      { object: list("stock option futures long short perpetual margin") },
                      { name: ["^open position$"] },
                      { verb: ["close"] },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "place_order", description: "Place a new order (buy/sell stocks)" }, { name: "buy_stock_limit" }],
      noMatch: [{ name: "get_order_book" }, { name: "list_positions" }, { name: "create_stock_photo" }],
    },
  },
  {
    id: "trading.chain",
    category: "Financial",
    title: "moves or locks assets on a chain",
    why: "A transaction on a chain is final.",
    when: {
      any: [
        { verb: ["stake", "unstake", "mint", "airdrop", "swap", "delegate"] },
        {
          all: [
            {
              verb: list("bridge burn borrow repay supply lend wrap exchange broadcast send submit"),
            },
            {
              object: list("token asset eth usdc transaction tx coin loan collateral liquidity nft swap trade"),
            },
          ],
        },
        { all: [{ verb: ["execute", "perform"] }, { object: ["swap", "trade", "arbitrage"] }] },
        { all: [{ verb: list("add remove provide withdraw increase decrease") }, { object: ["liquidity"] }] },
        {
          all: [
            { verb: ["claim"] },
            { object: list("reward airdrop yield dividend") },
            { not: { object: ["point", "badge"] } },
          ],
        },
        { name: ["^borrow$", "^repay$", "^lend$", "^redeem$"] },
        // Whoever is approved may spend it.
        { all: [{ verb: ["approve"] }, { object: ["allowance", "spending", "spender", "erc20"] }] },
      ],
    },
    unless: {
      any: [
        { name: looking },
        {
          object: list(
            "task alias node layer shift partition agent quote face work environment slot blue green image row column word character variable slide",
          ),
        },
        { all: [{ verb: ["sign", "build", "prepare"] }, { not: { verb: ["submit", "send", "broadcast"] } }] },
      ],
    },
    weight: 1.1,
    examples: {
      match: [{ name: "stake_tokens" }, { name: "broadcast_transaction" }, { name: "approve_token_spending" }],
      noMatch: [{ name: "get_swap_quote" }, { name: "delegate_task" }, { name: "list_transactions" }],
    },
  },
  {
    id: "trading.terms",
    category: "Financial",
    title: "changes what an account risks",
    why: "Leverage and margin decide how much a position can lose.",
    when: {
      all: [
        { verb: ["set", "change", "update", "adjust", "add"] },
        { object: ["leverage", "margin", "stop loss", "take profit", "collateral"] },
      ],
    },
    unless: { object: ["css", "cell", "page", "style", "layout"] },
    weight: 1.2,
    examples: { match: [{ name: "set_leverage" }], noMatch: [{ name: "get_leverage" }, { name: "set_page_margin" }] },
  },
  {
    id: "trading.cancel",
    category: "Financial",
    title: "cancels an order on a market",
    why: "Where a server trades, taking an order back changes what its account will hold.",
    when: {
      all: [
        { verb: ["cancel", "close"] },
        { object: ["order", "trade", "position"] },
        {
          any: [
            {
              server: markets,
            },
            { description: ["stock order", "stock trade", "trading", "crypto", "exchange", "future", "forex"] },
          ],
        },
      ],
    },
    weight: 1.3,
    examples: {
      match: [
        { name: "cancel_order", server: "Binance Trading" },
        { name: "cancel_order", description: "Cancel a stock order" },
      ],
      noMatch: [
        { name: "cancel_order", server: "Pizza Shop" },
        { name: "list_orders", server: "Binance Trading" },
      ],
    },
  },
  {
    id: "trading.unsent",
    category: "Execute",
    title: "builds or signs a transaction without sending it",
    why: "A signed or prepared transaction is one step from being final.",
    when: {
      any: [
        {
          all: [
            { verb: ["sign", "build", "prepare", "encode", "construct"] },
            { object: ["transaction", "tx", "swap"] },
          ],
        },
        { all: [{ verb: ["sign"] }, { object: list("message byte hash psbt digest bundle") }] },
        {
          all: [
            { verb: ["create", "make", "generate"] },
            { object: ["unsigned transaction", "raw transaction", "unsigned", "txn"] },
          ],
        },
      ],
    },
    unless: {
      any: [{ object: ["categorization", "rule", "journal", "record"] }, { verb: ["submit", "send", "broadcast"] }],
    },
    weight: 1.1,
    examples: {
      match: [{ name: "sign_transaction" }],
      noMatch: [
        { name: "get_transaction" },
        { name: "sign_document" },
        { name: "create_transaction", description: "Creates a transaction in a budget" },
      ],
    },
  },
];
