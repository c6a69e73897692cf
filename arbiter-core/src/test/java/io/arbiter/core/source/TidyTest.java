package io.arbiter.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** House rules for the source text of every module. */
class TidyTest {
    private static final List<Ban> BANS = List.of(
            Ban.inCode("@Disabled\\w*|@Ignore\\b|@(En|Dis)abled(If|On|For)\\w*", "a skipped test proves nothing"),
            Ban.inCode(
                    "\\b(assumeTrue|assumeFalse|assumeThat|assumingThat)\\b|jupiter\\.api\\.Assumptions",
                    "make the condition true, or fail"),
            Ban.inCode("\\bThread\\s*\\.\\s*sleep\\b|TimeUnit\\s*\\.\\s*\\w+\\s*\\.\\s*sleep\\b", "await the condition")
                    .only(file -> file.isUnder("/src/test/")),
            Ban.inComments("\\b(TODO|FIXME|XXX)\\b", "do it, or write an issue"),
            Ban.inCode("catch\\s*\\([^)]*\\)\\s*\\{\\s*\\}", "an exception is handled, thrown on or logged"),
            Ban.inText("DESIGN\\.md", "cite docs/guarantees.md, which the reader has"),
            Ban.inComments("(?m)^[^\\n]{120}[^\\n]*\\S", "at most 120 columns; code is wrapped by the formatter"),
            Ban.inText("\\t|[ ]+$", "no tabs, and no blanks at the end of a line"),
            Ban.inCode("import\\s+(static\\s+)?org\\.apache\\.ratis\\b[^;]*", "only the packages named raft know Ratis")
                    .only(file ->
                            !file.isUnder("/io/arbiter/server/raft/") && !file.isUnder("/io/arbiter/maelstrom/raft/")));

    @Test
    void everyModuleIsTidy() {
        List<String> violations = Modules.folders("src").stream()
                .flatMap(sources -> Ban.violations(BANS, SourceFile.under(sources)).stream())
                .toList();
        assertThat(violations).isEmpty();
    }

    @Test
    void everyBanConvicts() {
        var guilty = SourceFile.of(
                Path.of("x/src/test/Guilty.java"), """
                import org.apache.ratis.server.RaftServer;
                @Disabled void a() {
                    assumeTrue(linux);
                    Thread.sleep(10);  // TODO: await
                    try { b(); } catch (Exception e) {
                        // never mind
                    }
                }\t
                """ + "// " + "x".repeat(121) + "\n// see DESIGN" + ".md\n");
        assertThat(BANS).allSatisfy(ban -> assertThat(ban.violations(guilty)).isNotEmpty());
    }

    @Test
    void oneMayTalkOfWhatIsBanned() {
        var innocent = SourceFile.of(Path.of("x/src/test/Innocent.java"), """
                /** Unlike Thread.sleep, and unlike assumeTrue. */
                String text = "TODO @Disabled";
                try { a(); } catch (Exception e) { throw new IllegalStateException(e); }
                """);
        assertThat(Ban.violations(BANS, List.of(innocent))).isEmpty();
    }

    /** The formatter breaks no literal, and no row of a table in one. */
    @Test
    void onlyCommentsHaveAWidth() {
        String wide = "x".repeat(130);
        var file = SourceFile.of(Path.of("x/src/test/Wide.java"), """
                String a = "%1$s";
                // a %1$s
                String row = \"""
                    a | %1$s
                    \""";
                """.formatted(wide));
        assertThat(Ban.violations(BANS, List.of(file)))
                .singleElement()
                .asString()
                .contains("Wide.java:2 ");
    }
}
