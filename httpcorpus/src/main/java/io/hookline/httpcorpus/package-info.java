/**
 * A corpus of raw HTTP/1.1 exchanges that judges a reverse proxy: what a client sends byte for byte, what the upstream
 * answers, and what both may see of it. {@link io.hookline.httpcorpus.Corpus} has the cases, one class for each family;
 * {@link io.hookline.httpcorpus.CorpusRunner} plays them against a proxy whose only upstream is a
 * {@link io.hookline.httpcorpus.RecordingUpstream}.
 *
 * <p>Most cases follow from RFC 9110 and RFC 9112, and hold for every proxy. Where these leave a choice, the corpus
 * expects what Hookline's gateway does, and the case is of the kind {@link io.hookline.httpcorpus.Kind#POLICY}.
 *
 * <h2>The rule for targets</h2>
 *
 * The gateway normalises the path once. Hooks and the upstream get the same normalised path, so that what a policy
 * decided on is what is sent.
 *
 * <ol>
 *   <li>The forms are reduced to the origin form: an absolute target loses its scheme and authority, which replaces the
 *       value of {@code Host} (RFC 9112, section 3.2.2); {@code OPTIONS *} stays {@code *}; {@code CONNECT} is refused
 *       with 405 or 501. A target with a fragment is refused with 400.
 *   <li>Refused with 400 in the path: NUL and every other control character, raw or encoded ({@code %00} to {@code
 *       %1F}, {@code %7F}); a backslash, raw or encoded ({@code %5C}); an encoded slash ({@code %2F}); a {@code %} that
 *       two hex digits do not follow; bytes outside ASCII.
 *   <li>Percent-encoded unreserved characters are decoded, and the hex digits of all others become upper case (RFC
 *       3986, section 6.2.2). This happens once: {@code %252e} stays {@code %252e}, and is never decoded a second time.
 *   <li>Dot segments are removed, also those that were encoded (RFC 3986, section 5.2.4); a path cannot climb above its
 *       root.
 *   <li>Parameters ({@code ;}) are kept. A dot segment with a parameter ({@code ..;a}) is refused with 400, because
 *       some upstreams treat it as a dot segment.
 *   <li>Empty segments ({@code //}) are kept.
 *   <li>The query is passed on byte for byte, question marks included ({@code /a??b}), and is not normalised. Control
 *       characters and spaces cannot be in it, because the request line does not allow them.
 * </ol>
 */
@NullMarked
package io.hookline.httpcorpus;

import org.jspecify.annotations.NullMarked;
