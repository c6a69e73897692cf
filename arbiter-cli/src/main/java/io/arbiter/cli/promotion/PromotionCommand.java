package io.arbiter.cli.promotion;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about promotions that there are. */
@Command(
        name = "promotion",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows promotions with their steps, withdraws one, and says that one is done.",
        footer = {
            "Examples:",
            "  arbiter promotion ls --open",
            "  arbiter promotion get orders",
            "",
            "To begin one: arbiter promote. What became of all: arbiter history."
        },
        subcommands = {
            PromotionLsCommand.class,
            PromotionGetCommand.class,
            PromotionCancelCommand.class,
            PromotionCompleteCommand.class
        })
public final class PromotionCommand extends CommandGroup {}
