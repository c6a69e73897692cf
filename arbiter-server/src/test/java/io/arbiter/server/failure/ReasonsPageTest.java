package io.arbiter.server.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reasons.md is the enum as a table. To write it anew: {@code -Darbiter.docs=write}. */
class ReasonsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reasons.md");
    private static final String INTRODUCTION = """
            # Reasons of failures

            Every failed call carries a canonical gRPC status and a `google.rpc.ErrorInfo` with the domain
            `arbiter.io`, one of these reasons, and its facts as metadata. *Done* says whether the request may have
            been carried out; repeating any request is safe (S5). This page is made from the enum `Reason` and
            checked by a test.

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

    private static String page() {
        var page = new StringBuilder(INTRODUCTION);
        for (Reason reason : Reason.values()) {
            String facts = reason.facts().stream().map(fact -> "`" + fact + "`").collect(Collectors.joining(", "));
            page.append("| `%s` | %s | %s | %s | %s |%n".formatted(reason, reason.code(),
                    reason.done() == Reason.Done.NO ? "no" : "maybe", facts, reason.meaning()));
        }
        return page.toString();
    }
}
