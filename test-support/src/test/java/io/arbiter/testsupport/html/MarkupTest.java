package io.arbiter.testsupport.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void textAndAttributesAreEscaped() {
        String page = new Markup().leaf("p", "<b>&'\"", "title", "\"><script>").finish();
        assertThat(page)
                .isEqualTo(
                        "<!DOCTYPE html>\n" + "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;&quot;</p>\n");
    }

    @Test
    void whatNoPageMayContainIsReplaced() {
        String page =
                new Markup().leaf("p", "a\u0000\u001b\ud800b\uffff, 𝕏 stays").finish();
        assertThat(page).contains("<p>a\ufffd\ufffd\ufffdb\ufffd, 𝕏 stays</p>");
    }

    @Test
    void elementsCloseInOrder() {
        assertThat(new Markup().open("ul").open("li").text("x").close().close().finish())
                .endsWith("<ul><li>x</li></ul>\n");
    }

    @Test
    void anOpenElementIsNoticed() {
        var page = new Markup().open("div");
        assertThatIllegalStateException().isThrownBy(page::finish).withMessageContaining("div");
    }

    @Test
    void onlyVoidElementsHaveNoEndTag() {
        assertThat(new Markup().empty("br").empty("path", "d", "M0 0").finish())
                .contains("<br/><path d=\"M0 0\"></path>");
        assertThatIllegalArgumentException().isThrownBy(() -> new Markup().open("br"));
    }
}
