package io.hookline.admin.internal.http;

/**
 * What one client can take.
 *
 * @param bodyBytes largest body that is no upload
 * @param uploadBytes largest upload
 * @param requestSeconds within which a request arrives
 * @param uploadSeconds within which an upload arrives
 * @param connections how many are open at a time
 * @param operations how many run at a time
 */
public record Limits(
        int bodyBytes, long uploadBytes, long requestSeconds, long uploadSeconds, int connections, int operations) {

    /** With this size of uploads. */
    public static Limits of(long uploadBytes) {
        return new Limits(1 << 20, uploadBytes, 30, 600, 128, 32);
    }
}
