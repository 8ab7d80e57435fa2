package io.hookline.admin.internal.http;

/**
 * What one client can take.
 *
 * @param bodyBytes largest body that is no upload, of resources that take many words or settings
 * @param uploadBytes largest upload
 * @param requestSeconds within which a request arrives
 * @param uploadSeconds within which an upload arrives
 * @param connections how many are open at a time
 * @param operations how many run at a time
 */
public record Limits(
        int bodyBytes, long uploadBytes, long requestSeconds, long uploadSeconds, int connections, int operations) {

    private static final int SMALL_BODY_BYTES = 32 << 10;

    /** The largest body that a resource of a kind takes, unless it takes a file. */
    int bodyBytes(Resource.Kind kind) {
        return kind == Resource.Kind.RUNNING || kind == Resource.Kind.STORING
                ? bodyBytes
                : Math.min(bodyBytes, SMALL_BODY_BYTES);
    }

    /** With this size of uploads. */
    public static Limits of(long uploadBytes) {
        return new Limits(1 << 20, uploadBytes, 30, 600, 128, 32);
    }
}
