package io.hookline.gateway.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one form of a target, which hooks and the upstream see. */
final class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a//b, /a//b",
        "/%61%2D%7E, /a-~",
        "/%c3%a9, /%C3%A9",
        "/%3b%3B;v=1, /%3B%3B;v=1",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/%2e%2E/b, /b",
        "/a/%2e/b, /a/b",
        "/../../b, /b",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/a//../b, /a/b",
        "/.hidden/..b/c.., /.hidden/..b/c..",
        "/%2525, /%2525",
        "/a|b, /a%7Cb",
        "/x{y}, /x%7By%7D"
    })
    void normalisesPaths(String given, String expected) throws Exception {
        assertThat(Target.parse("GET", given).path()).isEqualTo(expected);
        assertThat(Target.parse("GET", expected).path()).as("normal forms stay").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a%2fb",
                "/a\\b",
                "/a%5Cb",
                "/a%00",
                "/a%0a",
                "/a%7f",
                "/%",
                "/%4",
                "/%zz",
                "/é",
                "/..;a/b",
                "/.;/b",
                "/%2e%2e;a",
                "/a#b",
                "/a?b#c",
                "a/b",
                "",
                "ftp://h/",
                "http:///a",
                "http://u@h/",
                "*"
            })
    void refusesWhatServersReadDifferently(String given) {
        assertThatThrownBy(() -> Target.parse("GET", given))
                .isInstanceOfSatisfying(
                        BadMessage.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?", "/a??b", "/a?x=%2f&y=|{}", "/a?b=../c", "/"})
    void keepsQueriesByteForByte(String given) throws Exception {
        assertThat(Target.parse("GET", given).line("")).isEqualTo(given);
    }

    @Test
    void readsAbsoluteTargets() throws Exception {
        Target target = Target.parse("GET", "HTTP://Example.test:81/a/../b?c");
        assertThat(target).isEqualTo(new Target("/b", "c", "Example.test:81"));
        assertThat(Target.parse("GET", "http://h").line("")).isEqualTo("/");
        assertThat(Target.parse("GET", "http://h?q").line("/base")).isEqualTo("/base/?q");
    }

    @Test
    void asteriskIsForOptionsOnly() throws Exception {
        assertThat(Target.parse("OPTIONS", "*").line("/base")).isEqualTo("*");
        assertThat(Target.parse("OPTIONS", "http://h").path()).isEqualTo("*");
    }
}
