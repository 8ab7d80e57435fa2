package io.hookline.plugin.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.Place;
import io.hookline.plugin.policy.json.PolicyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/,               /,                    true",
        "/,               /a,                   false",
        "/**,             /,                    true",
        "/**,             /a/b/c,               true",
        "/a,              /a,                   true",
        "/a,              /a/,                  true",
        "/a,              /A,                   false",
        "/a,              /ab,                  false",
        "/a,              /a/b,                 false",
        "/a/*,            /a,                   false",
        "/a/*,            /a/b,                 true",
        "/a/*,            /a/b/,                true",
        "/a/*,            /a/b/c,               false",
        "/a/**,           /a,                   true",
        "/a/**,           /a/b/c,               true",
        "/a/**,           /ab,                  false",
        "/a/*/c,          /a/b/c,               true",
        "/a/*/c,          /a/b/d,               false",
        "/a/*/c/**,       /a/b/c/d/e,           true",
        "/*/b,            /a/b,                 true",
        "/admin,          /%61dmin,             true",
        "/admin,          /%61%64min/,          true",
        "/a b,            /a%20b,               true",
        "/a%20b,          /a%20b,               true",
        "/a+b,            /a+b,                 true",
        "/a b,            /a+b,                 false",
        "/ü,              /%C3%BC,              true",
        "/ü,              /%c3%bc,              true",
        "/*,              /%2A,                 true",
        "/a,              /a%20,                false",
        "/a.b,            /axb,                 false",
        "/...,            /...,                 true",
        "/a:b@c,          /a:b@c,               true",
    })
    void aPatternIsComparedSegmentBySegmentAfterDecoding(String pattern, String path, boolean matches)
            throws PolicyException {
        RequestPath request = RequestPath.of(path);
        assertThat(request.problem()).isNull();
        assertThat(parse(pattern).matches(request.segments())).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "http://host/a",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "///",
                "/.",
                "/..",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/%2e%2e/b",
                "/a/%2E/b",
                "/.%2e/b",
                "/a%2Fb",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a;x=1",
                "/a%3bx",
                "/;/a",
                "/a%00",
                "/a%0d%0a",
                "/a%7f",
                "/a%",
                "/a%4",
                "/a%zz",
                "/a%C3",
                "/a%FF",
                "/a%c0%ae",
                "/a b",
                "/ü",
                "/a\tb",
                "/%2561dmin",
                "/%252e%252e/a",
                "/a%3fb",
                "/a%23b",
                "/%ef%bc",
                "/\u0000"
            })
    void whatCouldBeReadInSeveralWaysIsAllowedByNoRule(String path) throws PolicyException {
        assertThat(RequestPath.of(path).problem()).isNotNull();
        Policy everything = Policies.rules("{'name': 'all', 'effect': 'allow'}");
        assertThat(Policies.allows(everything, "GET", path)).isFalse();
        assertThat(Policies.allows(everything, "GET", "/fine")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "", "/a/", "/a/**/b", "/a*", "/*a", "/a/***", "/a//b", "/../a", "/a;b", "/a%2Fb", "/a%"})
    void aPatternThatCannotMatchOrMisleadsIsRefusedWithItsPlace(String pattern) {
        assertThatThrownBy(() -> parse(pattern))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("line 3, column 7: the path '" + pattern);
    }

    @Test
    void theTextOfAPathIsDecodedWithoutTheSlashAtItsEnd() {
        assertThat(RequestPath.of("/%61/b%20c/").text()).isEqualTo("/a/b c");
        assertThat(RequestPath.of("/").text()).isEqualTo("/");
    }

    private static PathPattern parse(String pattern) throws PolicyException {
        return PathPattern.parse(new Located.Text(new Place(3, 7), pattern));
    }
}
