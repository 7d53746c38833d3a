DROP INDEX "words_similar";--> statement-breakpoint
CREATE INDEX "words_alike" ON "words" USING gist ("word" gist_trgm_ops(siglen=64));