package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict.Validity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;

/** The frame of every page: nothing is loaded from elsewhere, and without scripts nothing is missing. */
final class Page {
    private Page() {
    }

    static String of(String title, Consumer<Markup> content) {
        var page = new Markup();
        page.open("html", "lang", "en").line().open("head").line();
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        page.empty("meta", "name", "color-scheme", "content", "light dark").line();
        page.leaf("title", title).line().resource("style", resource("page.css")).line().close().line();
        page.open("body").line();
        hatching(page);
        page.open("main").line();
        content.accept(page);
        page.close().line().resource("script", resource("page.js")).line().close().line().close();
        return page.finish();
    }

    /** What is wrong is hatched: seen in any colour. */
    private static void hatching(Markup page) {
        page.open("svg", "width", 0, "height", 0, "class", "hidden", "aria-hidden", "true").open("pattern", "id",
                "hatch", "width", 7, "height", 7, "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)");
        page.empty("rect", "width", 7, "height", 7, "class", "hatch-ground");
        page.empty("rect", "width", 3, "height", 7, "class", "hatch-line").close().close().line();
    }

    /** Writes it beside the file and moves it there, so that nobody opens half a page. */
    static void write(Path file, String page) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.writeString(part, page);
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The verdict in a word and a sign, so that colour is never the only difference. */
    static void badge(Markup page, Validity validity) {
        page.leaf("span", mark(validity) + " " + word(validity), "class", "badge " + word(validity));
    }

    static String mark(Validity validity) {
        return validity == Validity.VALID ? "✓" : validity == Validity.INVALID ? "✗" : "?";
    }

    static String word(Validity validity) {
        return validity.name().toLowerCase(Locale.ROOT);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + Page.class + ": build the module again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
