package io.arbiter.cli.auth;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.text.Text;
import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Mixin;

/** A command that changes who may do what, in one step. */
abstract class AuthChangeCommand extends ClusterCommand {
    @Mixin
    private final CommentOption why = new CommentOption();

    /** The change that the command line asks for. */
    abstract AuthChange change();

    /** What is done then, for people. */
    abstract String done();

    @Override
    public final ExitCode run(Cluster cluster, Output output) {
        cluster.change(admin -> {
            admin.changeAuth(change(), why.comment());
            return "";
        });
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("done", done());
            output.object(answer);
        } else {
            output.say(Text.printable(done()));
        }
        return ExitCode.OK;
    }
}
