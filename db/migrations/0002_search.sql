-- Trigrams find the words that a mistyped one may have meant. Since PostgreSQL 13 the owner of a database may add this.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "catalog_state" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "facets" (
	"kind" text NOT NULL,
	"tag" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "facets_kind_tag_pk" PRIMARY KEY("kind","tag")
);
--> statement-breakpoint
CREATE TABLE "server_cards" (
	"server_id" integer PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"ruleset" text NOT NULL,
	"unjudged" integer NOT NULL,
	"summary" json NOT NULL,
	"card" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server_search" (
	"server_id" integer PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name_key" text NOT NULL,
	"prominence" integer NOT NULL,
	"prominent" boolean DEFAULT false NOT NULL,
	"worst" smallint NOT NULL,
	"tools" integer NOT NULL,
	"changed" bigint NOT NULL,
	"tags" text[] NOT NULL,
	"search" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tool_search" (
	"tool_id" integer PRIMARY KEY NOT NULL,
	"server_id" integer NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"prominence" integer NOT NULL,
	"prominent" boolean DEFAULT false NOT NULL,
	"risk" smallint NOT NULL,
	"tags" text[] NOT NULL,
	"search" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "words" (
	"word" text PRIMARY KEY NOT NULL,
	"servers" integer NOT NULL,
	"tools" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "server_cards" ADD CONSTRAINT "server_cards_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "server_search" ADD CONSTRAINT "server_search_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_search" ADD CONSTRAINT "tool_search_tool_id_tools_id_fk" FOREIGN KEY ("tool_id") REFERENCES "public"."tools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_search" ADD CONSTRAINT "tool_search_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "server_search_slug" ON "server_search" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "server_search_name" ON "server_search" USING btree ("name_key" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "server_search_prominence" ON "server_search" USING btree ("prominence","server_id");--> statement-breakpoint
CREATE INDEX "server_search_worst" ON "server_search" USING btree ("worst","prominence","server_id");--> statement-breakpoint
CREATE INDEX "server_search_tools" ON "server_search" USING btree ("tools","server_id");--> statement-breakpoint
CREATE INDEX "server_search_changed" ON "server_search" USING btree ("changed","server_id");--> statement-breakpoint
CREATE INDEX "server_search_words" ON "server_search" USING gin ("search","tags");--> statement-breakpoint
CREATE INDEX "server_search_prominent" ON "server_search" USING btree ("prominence","server_id") WHERE prominent;--> statement-breakpoint
CREATE INDEX "server_search_prominent_words" ON "server_search" USING gin ("search","tags") WHERE prominent;--> statement-breakpoint
CREATE INDEX "tool_search_server" ON "tool_search" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "tool_search_slug" ON "tool_search" USING btree ("slug","name");--> statement-breakpoint
CREATE INDEX "tool_search_name" ON "tool_search" USING btree ("name_key" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "tool_search_prominence" ON "tool_search" USING btree ("prominence","tool_id");--> statement-breakpoint
CREATE INDEX "tool_search_risk" ON "tool_search" USING btree ("risk","prominence","tool_id");--> statement-breakpoint
CREATE INDEX "tool_search_words" ON "tool_search" USING gin ("search","tags");--> statement-breakpoint
CREATE INDEX "tool_search_prominent" ON "tool_search" USING btree ("prominence","tool_id") WHERE prominent;--> statement-breakpoint
CREATE INDEX "tool_search_prominent_words" ON "tool_search" USING gin ("search","tags") WHERE prominent;--> statement-breakpoint
CREATE INDEX "words_prefix" ON "words" USING btree ("word" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "words_similar" ON "words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "tools_shown" ON "tools" USING btree ("listing_id","name") WHERE shown;