package io.arbiter.cli.command;

import picocli.CommandLine.Option;

/** Why something is changed, for the event history. */
public final class CommentOption {
    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            required = true,
            converter = Converters.Comment.class,
            description = "Why, for the event history; 1..1024 bytes.")
    private String comment;

    public String comment() {
        return comment;
    }
}
