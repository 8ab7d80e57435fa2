package io.hookline.admin.internal.http;

import io.netty.handler.codec.http.HttpHeaders;

/** The header fields that tell a browser what a page may not do. */
final class SecurityHeaders {

    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors ";

    /** Of a page whose script is a plugin's: it connects to no host, not even this one, and sends no form. */
    private static final String FRAME = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts";

    private SecurityHeaders() {}

    /** Of an answer that is no page. */
    static void forApi(HttpHeaders headers) {
        common(headers);
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .set("X-Frame-Options", "DENY");
    }

    /**
     * Of a static file.
     *
     * @param framed whether pages of this listener may show it in a frame, or load it in a sandboxed one. It has no
     *     origin even if it is opened without the frame: its scripts are not the console's.
     */
    static void forFile(HttpHeaders headers, boolean framed) {
        common(headers);
        headers.set("Content-Security-Policy", framed ? FRAME : PAGE + "'none'")
                .set("X-Frame-Options", framed ? "SAMEORIGIN" : "DENY");
        if (framed) {
            // A sandboxed frame has no origin, so that to a browser its scripts come from elsewhere.
            headers.set("Cross-Origin-Resource-Policy", "cross-origin").set("X-DNS-Prefetch-Control", "off");
        }
    }

    private static void common(HttpHeaders headers) {
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
