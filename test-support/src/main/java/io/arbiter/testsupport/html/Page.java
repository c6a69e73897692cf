package io.arbiter.testsupport.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The frame of every page: nothing is loaded from elsewhere, so that it can be opened from the disk or mailed. */
public final class Page {
    private Page() {}

    /** @param style its style sheet, as CSS */
    public static String of(String title, String style, Consumer<Markup> body) {
        var page = new Markup();
        page.open("html", "lang", "en").line().open("head").line();
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.empty("meta", "name", "color-scheme", "content", "light dark").line();
        page.leaf("title", title).line().resource("style", style).line().close().line();
        page.open("body").line();
        body.accept(page);
        page.close().line().close();
        return page.finish();
    }

    /** The text of a resource that lies beside a class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + beside + ": build the module again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
