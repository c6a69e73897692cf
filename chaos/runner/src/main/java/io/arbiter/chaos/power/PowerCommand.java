package io.arbiter.chaos.power;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.arguments.SeedRange;
import io.arbiter.chaos.servers.Interposer;
import io.arbiter.testsupport.process.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos power}: real logs, modelled disks, power cuts at every step. */
@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs seeds against three real logs whose disks lose what a power cut loses: what was not"
                    + " synced, by page, names of files included, in any order.",
            "Nodes are cut off one by one, in pairs and all together, in the middle of votes, appends, new segments,"
                    + " purges, snapshots, installs, truncations and starts; syncs fail, a segment gets lost. Afterwards"
                    + " every acknowledged entry must be everywhere, and no start refused."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every seed is valid; with --must-fail every fault was found",
            "1:a seed is not; a fault was" + " not found",
            "2:wrong arguments",
            "3:no seed is invalid, but one could not be judged, or a step never" + " came up",
            "5:it could not be run"
        },
        footer = {
            "",
            "Examples:",
            "  chaos power --seeds 1..500",
            "  chaos power --seeds 14",
            "  chaos power --must-fail",
            "  chaos power --must-fail --only forgotten-vote,torn-middle"
        })
public final class PowerCommand implements Callable<Integer> {
    /**
     * Seeds in one process. A server of the library that has lost its disk may never end, and keeps its memory: after
     * 280 seeds the heap was full.
     */
    private static final int SWEEP = 100;

    private static final String NO_FAULT = "none";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--seeds", "--seed"},
            paramLabel = "A..B",
            defaultValue = "1..20",
            converter = SeedRange.Converter.class,
            description = "One seed, or all from A to B. Default: ${DEFAULT-VALUE}.")
    private SeedRange seeds;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "3",
            description = "Seeds at a time, 1 to 16. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--must-fail",
            description = "Puts faults of the past back, one by one, and demands that each is"
                    + " found within so many seeds.")
    private boolean mustFail;

    @Option(
            names = "--only",
            paramLabel = "FAULTS",
            split = ",",
            description = "With --must-fail: only these of"
                    + " forgotten-vote, lost-segment, failed-sync, lost-snapshot, torn-middle.")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "For the disks and a log. Default: a temporary one.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (parallel < 1 || parallel > 16) {
            throw new ParameterException(spec.commandLine(), "--parallel is " + parallel + ": expected 1 to 16");
        }
        List<PutBack> faults = faults();
        Path directory = out == null
                ? Files.createTempDirectory("chaos-power-")
                : Files.createDirectories(out).toRealPath();
        Path library = Interposer.compile(PowerCommand.class, "disk.c", directory);
        if (!mustFail) {
            return run(library, Files.createTempDirectory(directory, "seeds-"), seeds, NO_FAULT);
        }
        boolean all = true;
        for (PutBack fault : faults) {
            all &= isFound(fault, library, directory);
        }
        return all ? ExitStatus.VALID : ExitStatus.VIOLATION;
    }

    private List<PutBack> faults() {
        List<String> known = Arrays.stream(PutBack.values()).map(PutBack::label).toList();
        if (!known.containsAll(only) || (!only.isEmpty() && !mustFail)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only " + String.join(",", only) + ": expected some of " + String.join(",", known)
                            + ", with --must-fail");
        }
        return Arrays.stream(PutBack.values())
                .filter(each -> only.isEmpty() || only.contains(each.label()))
                .toList();
    }

    private boolean isFound(PutBack fault, Path library, Path directory) throws IOException, InterruptedException {
        print(fault.label() + ": " + fault.what());
        Path own = Files.createDirectories(directory.resolve(fault.label()));
        int status = run(library, own, new SeedRange(1, fault.seeds()), fault.label());
        print(status == ExitStatus.VIOLATION ? "  found" : "  NOT FOUND within " + fault.seeds() + " seeds");
        return status == ExitStatus.VIOLATION;
    }

    private int run(Path library, Path root, SeedRange range, String fault) throws IOException, InterruptedException {
        List<String> former = PutBack.named(fault).map(PutBack::classes).orElse(List.of());
        String classPath =
                FormerClasses.compile(former, root.resolve("classes")) + ":" + System.getProperty("java.class.path");
        int worst = ExitStatus.VALID;
        for (SeedRange sweep : range.parts(SWEEP)) {
            int status = sweep(library, root, classPath, sweep, fault, range);
            if (status != ExitStatus.VALID && worst != ExitStatus.VIOLATION) {
                worst = status;
            }
            if (status == ExitStatus.VIOLATION && !fault.equals(NO_FAULT)) {
                break;
            }
        }
        return worst;
    }

    private int sweep(Path library, Path root, String classPath, SeedRange sweep, String fault, SeedRange all)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Jdk.java(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=power-logback.xml",
                "-Dchaos.power.log=" + root.resolve("log"),
                "-Dchaos.power.library=" + library,
                "-cp",
                classPath,
                SeedSweep.class.getName(),
                String.valueOf(sweep.first()),
                String.valueOf(sweep.last()),
                String.valueOf(parallel),
                fault,
                String.valueOf(all.last() - all.first() + 1));
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("ARBITER_POWER_ROOT", root.toString());
        Process process = builder.redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "clean-up"));
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(this::print);
        }
        return process.waitFor();
    }

    private void print(String line) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(line);
        terminal.flush();
    }
}
