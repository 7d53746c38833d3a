CREATE TABLE "change_ranks" (
	"change_id" integer PRIMARY KEY NOT NULL,
	"ruleset" text NOT NULL,
	"day" integer NOT NULL,
	"kind" text NOT NULL,
	"danger" integer NOT NULL,
	"worse" boolean NOT NULL
);
--> statement-breakpoint
DROP INDEX "changes_server_id_index";--> statement-breakpoint
ALTER TABLE "change_ranks" ADD CONSTRAINT "change_ranks_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_ranks_day" ON "change_ranks" USING btree ("day","danger","change_id");--> statement-breakpoint
CREATE INDEX "change_ranks_kind" ON "change_ranks" USING btree ("kind","day","danger","change_id");--> statement-breakpoint
CREATE INDEX "change_ranks_worse" ON "change_ranks" USING btree ("day","danger","change_id") WHERE worse;--> statement-breakpoint
CREATE INDEX "change_ranks_worse_newest" ON "change_ranks" USING btree ("change_id") WHERE worse;--> statement-breakpoint
CREATE INDEX "changes_server" ON "changes" USING btree ("server_id","id");