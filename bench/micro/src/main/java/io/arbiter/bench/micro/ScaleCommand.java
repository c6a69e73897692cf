package io.arbiter.bench.micro;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds states of different sizes and reports the cost of a lease in each. */
@Command(
        name = "bench/micro/scale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        version = "0.1.0",
        description = {
            "What a lease costs in memory and time, as they grow in number: one replica in this process.",
            "Heap is counted after a collection; times per command are the applying thread's CPU time, codec included; "
                    + "pauses are wall clock times of single entries while a snapshot is being written."
        })
public final class ScaleCommand implements Callable<Integer> {
    @Option(
            names = "--leases",
            split = ",",
            paramLabel = "N",
            defaultValue = "1000,10000,100000,1000000",
            description = "How many leases. Default: ${DEFAULT-VALUE}")
    private List<Integer> leases;

    @Option(
            names = "--each",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,100",
            description = "How many of them a session holds. Default: ${DEFAULT-VALUE}")
    private List<Integer> each;

    @Option(
            names = "--out",
            paramLabel = "DIRECTORY",
            defaultValue = "${sys:bench.out:-bench/target}",
            description = "Where scale.json goes. Default: ${DEFAULT-VALUE}")
    private Path out;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new ScaleCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        var results = new ArrayList<ScaleResult>();
        // The first state is built twice, because the first pass measures the compiler.
        measure(leases.get(0), each.get(0));
        System.out.println(ScaleResult.HEADING);
        for (int leasesEach : each) {
            for (int total : leases) {
                ScaleResult result = measure(total, leasesEach);
                System.out.println(result.line());
                results.add(result);
            }
        }
        var gson = new GsonBuilder().setPrettyPrinting().create();
        Files.writeString(out.resolve("scale.json"), gson.toJson(results) + "\n");
        return 0;
    }

    private static ScaleResult measure(int total, int leasesEach) throws IOException {
        Path snapshot = Files.createTempFile("arbiter-scale", ".snapshot");
        try {
            return new ScaleRun(total, leasesEach, snapshot).measure();
        } finally {
            Files.delete(snapshot);
        }
    }
}
