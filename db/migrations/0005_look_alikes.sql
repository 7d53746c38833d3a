CREATE TABLE "look_alikes" (
	"server_id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"of_server_id" integer NOT NULL,
	"of_name" text NOT NULL,
	"how" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "look_alikes" ADD CONSTRAINT "look_alikes_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_alikes" ADD CONSTRAINT "look_alikes_of_server_id_servers_id_fk" FOREIGN KEY ("of_server_id") REFERENCES "public"."servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "look_alikes_of_server_id_index" ON "look_alikes" USING btree ("of_server_id");