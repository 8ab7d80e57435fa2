package io.hookline.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.admin.web.WebFile;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelTest {

    private static final Map<String, byte[]> KIT = Map.of("kit.js", new byte[] {1}, "kit.css", new byte[] {2});

    @Test
    void aHeaderNamesScriptElementAndTitle() {
        assertThat(PanelHeader.parse("panel/quota.js; element=acme-quota; title=\"Quota; by day\""))
                .isEqualTo(new PanelHeader("panel/quota.js", "acme-quota", "Quota; by day"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "panel.html;element=a-b;title=T | the path of a .js file",
                "../panel.js;element=a-b;title=T | the path of a .js file",
                "/panel.js;element=a-b;title=T | the path of a .js file",
                "a//panel.js;element=a-b;title=T | the path of a .js file",
                "panel.js | a name with a hyphen",
                "panel.js;element=script;title=T | a name with a hyphen",
                "panel.js;element=a-b><script;title=T | a name with a hyphen",
                "panel.js;element=a-b | at most 60 characters",
                "panel.js;element=a-b;title=T;size=1 | no attribute size",
                "panel.js;element | not of the form",
            })
    void aWrongHeaderIsRefusedWithTheReason(String header, String reason) {
        assertThatThrownBy(() -> PanelHeader.parse(header)).hasMessageContaining(reason);
    }

    @Test
    void aPanelIsAPageWithItsElementInAFolderOfItsContent() {
        Panel panel = panel("one");
        String frame = panel.listed().frame();
        assertThat(frame).matches("/panels/org.acme.quota/[0-9a-f]{16}/frame.html");
        WebFile page = Objects.requireNonNull(panel.at(frame.substring("/panels/".length())));
        assertThat(page.framed()).isTrue();
        assertThat(new String(page.content(), UTF_8))
                .contains("<title>a &lt;b&gt; &amp; c</title>", "<body><acme-quota></acme-quota></body>")
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)");
        WebFile script = Objects.requireNonNull(
                panel.at(frame.substring("/panels/".length()).replace("frame.html", "panel.js")));
        assertThat(script.framed()).isTrue();
        assertThat(panel.at("org.acme.quota/panel.js")).isNull();
        assertThat(panel("two").listed().frame()).isNotEqualTo(frame);
    }

    private static Panel panel(String script) {
        return new Panel(
                "org.acme.quota",
                "1.0.0",
                new PanelHeader("panel.js", "acme-quota", "a <b> & c"),
                script.getBytes(UTF_8),
                KIT);
    }
}
