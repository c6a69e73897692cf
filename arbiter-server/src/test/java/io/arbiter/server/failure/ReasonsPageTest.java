package io.arbiter.server.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/reasons.md is the enum as a table. To rewrite it: {@code -Darbiter.docs=write}. The enum of the protocol, for
 * clients in other languages, has the same names and the same text.
 */
class ReasonsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reasons.md");
    private static final Path PROTO =
            Path.of("..", "proto", "src", "main", "protobuf", "arbiter", "v1", "errors.proto");
    private static final Pattern DECLARED = Pattern.compile("((?: +//[^\\n]*\\n)+) +([A-Z_]+) = \\d+;");
    private static final String INTRODUCTION = """
            # Reasons of failures

            Every failed call carries a canonical gRPC status and a `google.rpc.ErrorInfo` with the domain
            `arbiter.io`, one of these reasons, and its facts as metadata. *Done* says whether the request may have
            been carried out; repeating any request is safe (S5). Clients in other languages have the names from
            their compiler, as `arbiter.v1.ErrorReason`. This page is made from the enum `Reason` and checked by a
            test.

            | reason | status | done | facts | meaning |
            | --- | --- | --- | --- | --- |
            """;

    @Test
    void thePageIsUpToDate() throws IOException {
        if ("write".equals(System.getProperty("arbiter.docs"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void theProtocolHasTheSame() throws IOException {
        assertThat(DECLARED.matcher(Files.readString(PROTO))
                        .results()
                        .filter(declared -> !declared.group(2).equals("ERROR_REASON_UNSPECIFIED"))
                        .map(declared -> declared.group(2) + ": " + text(declared.group(1))))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> reason + ": " + reason.meaning()
                                + (reason.done() == Reason.Done.MAYBE ? " May have been carried out." : "") + " Status "
                                + reason.code() + ".")
                        .toList());
    }

    private static String text(String comment) {
        return comment.replaceAll("\\s*// ", " ").strip();
    }

    private static String page() {
        var page = new StringBuilder(INTRODUCTION);
        for (Reason reason : Reason.values()) {
            String facts =
                    reason.metadataKeys().stream().map(fact -> "`" + fact + "`").collect(Collectors.joining(", "));
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            reason,
                            reason.code(),
                            reason.done() == Reason.Done.NO ? "no" : "maybe",
                            facts,
                            reason.meaning()));
        }
        return page.toString();
    }
}
