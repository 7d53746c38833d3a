import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const reported = list(`
  spam abuse bug problem violation phishing absence user post comment error usage issue incident damage loss fraud
  chargeback game client frontend backend conversion progress score species content message
`);

const drawn = list(`
  rectangle rect circle ellipse arc line polyline polygon spline curve shape arrow path wall box cube sphere point hatch dimension
`);

/** Words that are nouns as often as verbs: their object shows that something is entered, and it can be corrected. */
export const records: Rule[] = [
  {
    id: "records.issue",
    category: "Write",
    title: "issues a pass, a ticket or a certificate",
    why: "What was issued stays on record and can be corrected there.",
    when: {
      all: [
        { verb: ["issue"] },
        { object: list("credential certificate ticket pass card license badge coupon voucher jwt") },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "issue_boarding_pass" }],
      noMatch: [{ name: "list_issues" }, { name: "issue_comments" }],
    },
  },
  {
    id: "records.book",
    category: "Write",
    title: "books a time or a place without a price",
    why: "A slot that is taken can be given back.",
    when: {
      all: [
        { verb: ["book", "reserve"] },
        { object: list("appointment class meeting slot session table demo desk seat lesson consultation event") },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "book_class", description: "Book a class" }],
      noMatch: [{ name: "book_details" }, { name: "list_booked_slots" }],
    },
  },
  {
    id: "records.index",
    category: "Write",
    title: "puts something into an index",
    why: "An index is made anew from what it holds.",
    when: {
      all: [
        { name: ["^index", "bulk index", "batch index"] },
        { object: list("document file codebase repository repo page content url folder project video directory") },
      ],
    },
    weight: 1.05,
    examples: { match: [{ name: "index_document" }], noMatch: [{ name: "index_price" }, { name: "get_index" }] },
  },
  {
    id: "records.rate",
    category: "Write",
    title: "leaves a rating",
    why: "A rating can be changed.",
    when: {
      all: [
        { verb: ["rate"] },
        { object: list("movie product app recipe article response answer service show session") },
      ],
    },
    weight: 1.05,
    examples: { match: [{ name: "rate_movie" }], noMatch: [{ name: "exchange_rate" }, { name: "get_rate_limits" }] },
  },
  {
    id: "records.report",
    category: "Write",
    title: "reports spam, a fault or an absence",
    why: "A report is a record that somebody will read.",
    when: {
      any: [
        { name: reported.map((what) => `^report ${what}`) },
        { name: list("spam abuse bug problem violation phishing").map((what) => `report ${what}`) },
        {
          all: [
            { verb: ["report"] },
            { description: ["report a", "report an", "report usage"] },
            { object: list("error bug problem usage abuse violation incident fault") },
          ],
        },
      ],
    },
    weight: 1.05,
    examples: {
      match: [
        { name: "report_spam" },
        { name: "report_client_metrics", description: "Report metrics of use" },
        { name: "app_error", description: "Report an error of the app" },
      ],
      noMatch: [{ name: "bug_report_stats" }, { name: "get_abuse_report" }],
    },
  },
  {
    id: "records.feedback",
    category: "Write",
    title: "leaves feedback",
    why: "Others read it, and it can be corrected.",
    when: {
      name: ["give feedback", "provide feedback", "leave feedback"],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "give_feedback" }],
      noMatch: [{ name: "get_feedback" }, { name: "list_feedback", description: "Sources providing feedback" }],
    },
  },
  {
    id: "records.attend",
    category: "Write",
    title: "hands something in, clocks in or skips a turn",
    why: "It is noted and can be corrected.",
    when: {
      any: [
        { name: ["turn in", "clock in", "clock out", "clockin", "clockout", "^check in$", "^checkin"] },
        { all: [{ verb: ["skip"] }, { object: ["order", "delivery"] }] },
      ],
    },
    weight: 1.05,
    examples: { match: [{ name: "clock_in" }], noMatch: [{ name: "skip_track" }, { name: "get_clock" }] },
  },
  {
    id: "records.request",
    category: "Write",
    title: "asks for something that somebody else does",
    why: "The request is on record and can be taken back.",
    when: { verb: ["request"] },
    unless: { object: list("definition completion hover symbol reference") },
    examples: {
      match: [{ name: "request_review", description: "Request a review" }],
      noMatch: [
        { name: "request_definition", description: "Find the definition of a symbol" },
        { name: "list_requests" },
      ],
    },
  },
  {
    id: "records.moderate",
    category: "Write",
    title: "acts on what people wrote as a moderator",
    why: "A post that is hidden or let through can be judged again; checking a text changes nothing.",
    when: {
      all: [{ verb: ["moderate"] }, { object: list("comment post member cast thread submission queue review") }],
    },
    weight: 1.05,
    examples: { match: [{ name: "moderate_comment" }], noMatch: [{ name: "moderate_content" }] },
  },
  {
    id: "records.sign",
    category: "Write",
    title: "signs a document",
    why: "A signature on a document is on record, and can be withdrawn by the parties only.",
    when: { all: [{ verb: ["sign"] }, { object: list("contract document agreement waiver envelope pdf") }] },
    weight: 1.05,
    examples: {
      match: [{ name: "sign_contract" }],
      noMatch: [{ name: "sign_transaction" }, { name: "list_signed_documents" }],
    },
  },
  {
    id: "records.place",
    category: "Write",
    title: "places or draws a thing somewhere",
    why: "It can be taken away again.",
    when: {
      any: [
        { all: [{ verb: ["place"] }, { object: ["block", "marker", "component", "object", "call"] }] },
        { all: [{ verb: ["draw"] }, { object: drawn }] },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "place_block" }, { name: "draw_rectangle" }],
      noMatch: [{ name: "place_order" }, { name: "get_place_details" }, { name: "draw_cards" }],
    },
  },
  {
    id: "records.switch",
    category: "Write",
    title: "switches a device on or off, or opens it",
    why: "The opposite switch undoes it.",
    when: {
      any: [
        { name: ["turn on", "turn off", "maintenance on", "maintenance off", "flash light", "honk horn"] },
        { all: [{ verb: ["open"] }, { object: list("door gate garage valve curtain blind shade shutter trunk") }] },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "turn_on_light" }, { name: "open_garage_door" }],
      noMatch: [{ name: "get_light" }, { name: "turn_page" }],
    },
  },
  {
    id: "records.level",
    category: "Write",
    title: "raises, lowers or gives something",
    why: "It can be set back, and what was given can be taken away.",
    when: {
      any: [
        {
          all: [
            { verb: list("raise lower reduce boost") },
            { object: list("brightness volume temperature thermostat price budget bid limit quota priority salary") },
          ],
        },
        { all: [{ verb: ["give"] }, { object: list("access permission right role") }] },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "raise_bid" }, { name: "file_rights", description: "Give a person edit rights on a file" }],
      noMatch: [{ name: "lower_case" }, { name: "give_advice", description: "Give advice on a portfolio" }],
    },
  },
  {
    id: "records.new",
    category: "Write",
    title: "begins something new",
    why: "What it begins is a record that can be changed.",
    when: {
      name: list("project document doc note file scene session chat conversation folder presentation version").map(
        (what) => `^new ${what}`,
      ),
    },
    examples: { match: [{ name: "new_project" }], noMatch: [{ name: "new_releases" }, { name: "get_new_file" }] },
  },
  {
    id: "records.keep",
    category: "Write",
    title: "holds, lends or cuts something",
    why: "What is held or lent can be given back, and a cut of a clip keeps its source.",
    when: {
      any: [
        { all: [{ verb: ["hold"] }, { object: list("seat slot table spot appointment room place item copy stock") }] },
        { all: [{ verb: ["lend"] }, { object: list("item book copy device key") }] },
        { all: [{ verb: ["trim"] }, { object: list("clip video audio track footage layer") }] },
      ],
    },
    weight: 1.05,
    examples: {
      match: [{ name: "hold_seats" }, { name: "trim_clip", description: "Trims a clip" }],
      noMatch: [{ name: "get_hold_time" }, { name: "trim_text", description: "Trims a text" }],
    },
  },
  {
    id: "records.ship",
    category: "Write",
    title: "marks an order as shipped",
    why: "What it says of the order can be corrected.",
    when: { all: [{ verb: ["ship"] }, { object: ["order", "item", "parcel"] }] },
    weight: 1.05,
    examples: {
      match: [{ name: "ship_order" }],
      noMatch: [{ name: "list_shipped_orders" }, { name: "ship_position" }],
    },
  },
  {
    id: "records.confirm",
    category: "Write",
    title: "confirms something that waits for it",
    why: "What is confirmed goes ahead; where it is only found out whether something holds, nothing changes.",
    when: { verb: ["confirm"] },
    unless: {
      any: [
        { description: ["confirm if", "confirm whether", "confirm that"] },
        { verb: ["ask"] },
        { name: list("check verify validate get test review") },
      ],
    },
    examples: {
      match: [{ name: "confirm_booking", description: "Confirm a pending booking" }],
      noMatch: [
        { name: "validate_schema", description: "Confirms that the schema is the expected one" },
        { name: "confirm_cost", description: "Ask the user to confirm the cost" },
      ],
    },
  },
];
