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
CREATE TABLE "hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delay_ms" integer NOT NULL,
	"concurrency" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"identifier" text NOT NULL,
	"listing_id" integer NOT NULL,
	CONSTRAINT "identifiers_identifier_listing_id_pk" PRIMARY KEY("identifier","listing_id")
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "listings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"ref" text NOT NULL,
	"server_id" integer NOT NULL,
	"page" text NOT NULL,
	"body_hash" text NOT NULL,
	"listing" json NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "listings_source_ref_unique" UNIQUE("source","ref")
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"etag" text,
	"last_modified" text,
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
	CONSTRAINT "servers_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"watermark" timestamp with time zone,
	"newest" timestamp with time zone,
	"incomplete" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tools" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tools_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"server_id" integer NOT NULL,
	"name" text NOT NULL,
	"definition_hash" text NOT NULL,
	"reader" text NOT NULL,
	"package" text NOT NULL,
	"version" text NOT NULL,
	"file" text,
	"line" integer,
	"current" boolean DEFAULT true NOT NULL,
	"shown" boolean DEFAULT true NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tools_server_id_name_reader_package_definition_hash_unique" UNIQUE("server_id","name","reader","package","definition_hash")
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
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tools" ADD CONSTRAINT "tools_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tools" ADD CONSTRAINT "tools_definition_hash_definitions_hash_fk" FOREIGN KEY ("definition_hash") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_definition_hash_definitions_hash_fk" FOREIGN KEY ("definition_hash") REFERENCES "public"."definitions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "aliases_server_id_index" ON "aliases" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "frontier_waiting" ON "frontier" USING btree ("host","run_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "frontier_taken" ON "frontier" USING btree ("host") WHERE state = 'taken';--> statement-breakpoint
CREATE INDEX "identifiers_listing_id_index" ON "identifiers" USING btree ("listing_id");--> statement-breakpoint
CREATE INDEX "listings_server_id_index" ON "listings" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "listings_source_page_index" ON "listings" USING btree ("source","page");--> statement-breakpoint
CREATE INDEX "tools_definition_hash_index" ON "tools" USING btree ("definition_hash");