-- Everything here was crawled, and is laid out differently now: it is crawled again.
DROP TABLE "aliases", "archives", "definitions", "frontier", "hosts", "identifiers", "listings", "pages", "refusals", "servers", "sources", "tools", "verdicts" CASCADE;--> statement-breakpoint
CREATE TABLE "aliases" (
	"slug" text PRIMARY KEY NOT NULL,
	"server_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archives" (
	"package" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"integrity" text NOT NULL,
	"reader_version" text NOT NULL,
	"warnings" json NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"body" "bytea" NOT NULL,
	"fetched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bodies_source_key_pk" PRIMARY KEY("source","key")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"server_id" integer NOT NULL,
	"kind" text NOT NULL,
	"tool" text,
	"before" text,
	"after" text
);
--> statement-breakpoint
CREATE TABLE "definitions" (
	"hash" text PRIMARY KEY NOT NULL,
	"definition" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frontier" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "frontier_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"host" text NOT NULL,
	"payload" json NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_until" timestamp with time zone,
	"locked_by" text,
	CONSTRAINT "frontier_source_kind_key_unique" UNIQUE("source","kind","key")
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"identifier" text NOT NULL,
	"listing_id" integer NOT NULL,
	CONSTRAINT "identifiers_identifier_listing_id_pk" PRIMARY KEY("identifier","listing_id")
);
--> statement-breakpoint
CREATE TABLE "identity_rules" (
	"identifier" text NOT NULL,
	"listing" text DEFAULT '' NOT NULL,
	"because" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_rules_identifier_listing_pk" PRIMARY KEY("identifier","listing")
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"source" text NOT NULL,
	"host" text NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delay_ms" integer NOT NULL,
	"concurrency" integer NOT NULL,
	CONSTRAINT "lanes_source_host_pk" PRIMARY KEY("source","host")
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "listings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"ref" text NOT NULL,
	"server_id" integer,
	"page" text,
	"body_hash" text NOT NULL,
	"outline" json,
	"detail" json,
	"listing" json NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"gone_at" timestamp with time zone,
	"fresh" boolean DEFAULT true NOT NULL,
	CONSTRAINT "listings_source_ref_unique" UNIQUE("source","ref")
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"etag" text,
	"last_modified" text,
	"body_hash" text NOT NULL,
	"memory" json NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pages_source_key_pk" PRIMARY KEY("source","key")
);
--> statement-breakpoint
CREATE TABLE "refusals" (
	"source" text NOT NULL,
	"page" text NOT NULL,
	"at" text NOT NULL,
	"code" text NOT NULL,
	"why" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refusals_source_page_at_pk" PRIMARY KEY("source","page","at")
);
--> statement-breakpoint
CREATE TABLE "servers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "servers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"facts" json NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"gone_at" timestamp with time zone,
	CONSTRAINT "servers_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"watermark" timestamp with time zone,
	"newest" timestamp with time zone,
	"incomplete" boolean DEFAULT false NOT NULL,
	"partly" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tools" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tools_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"listing_id" integer NOT NULL,
	"reader" text NOT NULL,
	"name" text NOT NULL,
	"definition_hash" text NOT NULL,
	"version" text NOT NULL,
	"file" text,
	"line" integer,
	"current" boolean DEFAULT true NOT NULL,
	"shown" boolean DEFAULT false NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tools_listing_id_reader_name_definition_hash_unique" UNIQUE("listing_id","reader","name","definition_hash")
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"definition_hash" text NOT NULL,
	"ruleset" text NOT NULL,
	"category" text NOT NULL,
	"risk" text NOT NULL,
	"confidence" real NOT NULL,
	"verdict" json NOT NULL,
	CONSTRAINT "verdicts_definition_hash_ruleset_pk" PRIMARY KEY("definition_hash","ruleset")
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"source" text NOT NULL,
	"ref" text NOT NULL,
	"version" text NOT NULL,
	"published_at" text,
	"status" text,
	CONSTRAINT "versions_source_ref_version_pk" PRIMARY KEY("source","ref","version")
);
--> statement-breakpoint
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_before_definitions_hash_fk" FOREIGN KEY ("before") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_after_definitions_hash_fk" FOREIGN KEY ("after") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tools" ADD CONSTRAINT "tools_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tools" ADD CONSTRAINT "tools_definition_hash_definitions_hash_fk" FOREIGN KEY ("definition_hash") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_definition_hash_definitions_hash_fk" FOREIGN KEY ("definition_hash") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "aliases_server_id_index" ON "aliases" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "changes_at_index" ON "changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "changes_server_id_index" ON "changes" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "frontier_waiting" ON "frontier" USING btree ("source","host","run_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "frontier_taken" ON "frontier" USING btree ("source","host") WHERE state = 'taken';--> statement-breakpoint
CREATE INDEX "identifiers_listing_id_index" ON "identifiers" USING btree ("listing_id");--> statement-breakpoint
CREATE INDEX "listings_server_id_index" ON "listings" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "listings_fresh" ON "listings" USING btree ("id") WHERE fresh;--> statement-breakpoint
CREATE INDEX "tools_definition_hash_index" ON "tools" USING btree ("definition_hash");