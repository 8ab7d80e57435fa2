package io.hookline.admin.web;

import org.jspecify.annotations.Nullable;

/**
 * A static file. The arrays are not copied: do not change them.
 *
 * @param type its media type, with the charset of texts: {@code text/css; charset=utf-8}
 * @param content its bytes
 * @param gzip the same, compressed by gzip, for clients that take it; null if there is none
 * @param immutable whether the path names this content for good, as one does that holds a digest of it; browsers keep
 *     it for a year then, and otherwise ask each time whether it has changed
 * @param framed whether pages of this listener may show it in a frame, or load it in a sandboxed one
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by no one, and too large to copy for each request.
public record WebFile(String type, byte[] content, byte @Nullable [] gzip, boolean immutable, boolean framed) {}
