package io.arbiter.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script, made from the commands themselves. */
@Command(
        name = "completion",
        description = {
            "Prints a completion script for a shell.",
            "bash: source <(arbiter completion bash), e.g. in ~/.bashrc. zsh: the same in ~/.zshrc, after compinit."
        },
        footer = {"Examples:", "  arbiter completion bash", "  arbiter completion zsh"})
public final class CompletionCommand implements Runnable {

    enum Shell {
        bash,
        zsh
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "Which shell.")
    private Shell shell;

    @Override
    public void run() {
        String script = AutoComplete.bash("arbiter", spec.root().commandLine());
        String zsh = "autoload -U +X bashcompinit && bashcompinit\n";
        ((ArbiterCli) spec.root().userObject()).around().out().print(shell == Shell.zsh ? zsh + script : script);
    }
}
