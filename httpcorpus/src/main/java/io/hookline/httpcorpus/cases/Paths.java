package io.hookline.httpcorpus.cases;

import static io.hookline.httpcorpus.CaseBuilder.HOST;

import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Family;

/** The rule for paths and queries, as the documentation of the package states it. */
public final class Paths implements Family {

    private static final String NORMAL = "RFC 3986 §6.2.2";
    private static final String DOTS = "RFC 3986 §5.2.4";
    private static final String PATH = "RFC 3986 §3.3";
    private static final String QUERY = "RFC 3986 §3.4";

    @Override
    public void addTo(Cases cases) {
        becomes(cases, "path-tilde", NORMAL, "/{id}/%7Ea", "/{id}/~a");
        becomes(cases, "path-tilde-lower-case", NORMAL, "/{id}/%7ea", "/{id}/~a");
        becomes(cases, "path-unreserved", NORMAL, "/{id}/%41%2D%5F%30%2Ex", "/{id}/A-_0.x");
        becomes(cases, "path-hex-becomes-upper-case", NORMAL, "/{id}/%c3%a9", "/{id}/%C3%A9");
        becomes(cases, "path-reserved-stays", NORMAL, "/{id}/%3A%40%21%3b", "/{id}/%3A%40%21%3B");
        becomes(cases, "path-percent-stays", NORMAL, "/{id}/%25", "/{id}/%25");
        becomes(cases, "path-space-stays", NORMAL, "/{id}/a%20b", "/{id}/a%20b");
        becomes(cases, "path-question-mark-stays", NORMAL, "/{id}/a%3Fb", "/{id}/a%3Fb");
        becomes(cases, "path-double-encoding-stays", NORMAL, "/{id}/%252e%252E/b", "/{id}/%252e%252E/b");
        becomes(cases, "path-double-encoded-slash-stays", NORMAL, "/{id}/%252F", "/{id}/%252F");
        becomes(cases, "path-sub-delimiters-stay", PATH, "/{id}/a:b@c!$&'()*+,=d", "/{id}/a:b@c!$&'()*+,=d");

        becomes(cases, "dots-parent", DOTS, "/{id}/a/../b", "/{id}/b");
        becomes(cases, "dots-self", DOTS, "/{id}/./b", "/{id}/b");
        becomes(cases, "dots-above-root", DOTS, "/../../{id}", "/{id}");
        becomes(cases, "dots-at-the-end", DOTS, "/{id}/a/..", "/{id}/");
        becomes(cases, "dot-at-the-end", DOTS, "/{id}/.", "/{id}/");
        becomes(cases, "dots-encoded", DOTS, "/a/%2e%2e/{id}", "/{id}");
        becomes(cases, "dots-encoded-upper-case", DOTS, "/a/%2E%2E/{id}", "/{id}");
        becomes(cases, "dots-half-encoded", DOTS, "/a/.%2e/{id}", "/{id}");
        becomes(cases, "dot-encoded", DOTS, "/%2e/{id}", "/{id}");
        becomes(cases, "dots-three-stay", DOTS, "/{id}/.../b", "/{id}/.../b");
        becomes(cases, "dots-in-a-name-stay", DOTS, "/{id}/a..b/..c", "/{id}/a..b/..c");
        becomes(cases, "dots-behind-empty-segment", DOTS, "/{id}//../b", "/{id}/b");
        becomes(cases, "dots-many", DOTS, "/{id}" + "/a/..".repeat(200) + "/b", "/{id}/b");
        becomes(cases, "dots-in-query-stay", QUERY, "/{id}?a=/../b/%2e%2e/", "/{id}?a=/../b/%2e%2e/");
        becomes(cases, "dots-before-query", DOTS, "/{id}/a/..?q", "/{id}/?q");
        becomes(cases, "dots-in-absolute-target", DOTS, "http://example.test/a/../{id}", "/{id}");

        refused(cases, "path-encoded-slash", "/{id}/a%2Fb");
        refused(cases, "path-encoded-slash-lower-case", "/{id}/a%2fb");
        refused(cases, "path-encoded-slash-behind-dots", "/{id}/..%2Fb");
        refused(cases, "path-encoded-backslash", "/{id}/a%5Cb");
        refused(cases, "path-encoded-backslash-lower-case", "/{id}/a%5cb");
        refused(cases, "path-backslash", "/{id}/a\\b");
        refused(cases, "path-backslash-behind-dots", "/{id}/..\\b");
        refused(cases, "path-encoded-nul", "/{id}/a%00b");
        refused(cases, "path-encoded-line-feed", "/{id}/a%0Ab");
        refused(cases, "path-encoded-carriage-return", "/{id}/a%0db");
        refused(cases, "path-encoded-escape", "/{id}/a%1Bb");
        refused(cases, "path-encoded-delete", "/{id}/a%7Fb");
        refused(cases, "path-control", "/{id}/a\1b");
        refused(cases, "path-delete", "/{id}/a\177b");
        refused(cases, "path-high-byte", "/{id}/\303\251");
        refused(cases, "path-percent-no-hex", "/{id}/%zz");
        refused(cases, "path-percent-one-digit", "/{id}/%4");
        refused(cases, "path-percent-at-the-end", "/{id}/%");
        refused(cases, "path-percent-u", "/{id}/%u002e");
        refused(cases, "path-fragment", "/{id}#fragment");
        refused(cases, "path-fragment-behind-query", "/{id}?a#fragment");

        becomes(cases, "parameter-stays", PATH, "/{id}/a;b=c/d", "/{id}/a;b=c/d");
        becomes(cases, "parameter-session-stays", PATH, "/{id};jsessionid=1", "/{id};jsessionid=1");
        becomes(cases, "parameter-only-stays", PATH, "/{id}/;a/b", "/{id}/;a/b");
        refused(cases, "dots-with-parameter", "/{id}/..;a/b");
        refused(cases, "dots-with-empty-parameter", "/{id}/..;/b");
        refused(cases, "dot-with-parameter", "/{id}/.;a/b");
        refused(cases, "dots-encoded-with-parameter", "/{id}/%2e%2e;a/b");
        refused(cases, "dots-with-parameter-at-the-end", "/{id}/a/..;a");

        becomes(cases, "slashes-stay", PATH, "/{id}//b", "/{id}//b");
        becomes(cases, "slashes-first-stay", PATH, "//{id}/b", "//{id}/b");
        becomes(cases, "slashes-are-no-authority", PATH, "//other.test/{id}", "//other.test/{id}");
        becomes(cases, "slash-at-the-end-stays", PATH, "/{id}/", "/{id}/");

        becomes(cases, "query-two-question-marks", QUERY, "/{id}??b", "/{id}??b");
        becomes(cases, "query-empty-stays", QUERY, "/{id}?", "/{id}?");
        becomes(cases, "query-encoded-slash-stays", QUERY, "/{id}?a=%2f%5c%2e", "/{id}?a=%2f%5c%2e");
        becomes(cases, "query-broken-percent-stays", QUERY, "/{id}?a=%zz&b=%", "/{id}?a=%zz&b=%");
        becomes(cases, "query-unreserved-stays-encoded", QUERY, "/{id}?a=%41", "/{id}?a=%41");
        becomes(cases, "query-plus-and-semicolon-stay", QUERY, "/{id}?a=b+c;d=e&&f", "/{id}?a=b+c;d=e&&f");
        becomes(cases, "query-brackets-stay", QUERY, "/{id}?a[]=1", "/{id}?a[]=1");
        becomes(cases, "query-encoded-nul-stays", QUERY, "/{id}?a=%00", "/{id}?a=%00");
        refused(cases, "query-control", "/{id}?a=\1");
        refused(cases, "query-nul", "/{id}?a=\0");
    }

    private static void becomes(Cases cases, String name, String section, String sent, String seen) {
        cases.add(name, section)
                .policy()
                .head("GET " + sent + " HTTP/1.1", HOST)
                .forwarded()
                .target(seen);
    }

    private static void refused(Cases cases, String name, String sent) {
        cases.add(name, name.startsWith("query") ? QUERY : PATH)
                .policy()
                .head("GET " + sent + " HTTP/1.1", HOST)
                .refused();
    }
}
