package io.hookline.deploy.internal.canary;

/**
 * The draw of one canary: puts each key into one of {@value #COUNT} buckets, the same one every time, in every process.
 * Immutable.
 *
 * <p>Those in the buckets below a weight get the candidate. So a key that got it still does when the weight is raised,
 * and since the draw is salted by the canary's id, it is not the same keys that get every canary's candidate first.
 */
public final class Buckets {

    /** How many there are: one is a basis point. */
    public static final int COUNT = 10_000;

    /*
     * FNV-1a with 64 bits over the two bytes of each char (Fowler, Noll, Vo;
     * http://www.isthe.com/chongo/tech/comp/fnv/), which begins at the mixed hash of the canary's id, then the
     * finalizer of SplitMix64, variant 13 of D. Stafford (Steele, Lea, Flood, Fast splittable pseudorandom number
     * generators, OOPSLA 2014): FNV alone leaves the upper bits of short keys poorly mixed. The upper 32 bits become a
     * bucket by multiplying instead of dividing (D. Lemire, Fast random integer generation in an interval, ACM TOMACS
     * 29, 2019).
     */
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long salt;

    private Buckets(long salt) {
        this.salt = salt;
    }

    /** The draw of the canary of this id. */
    public static Buckets of(String canaryId) {
        return new Buckets(mix(fnv1a(FNV_OFFSET_BASIS, canaryId)));
    }

    /** The bucket of a key, from 0 up. */
    public int bucket(String key) {
        return reduce(mix(fnv1a(salt, key)));
    }

    /** The bucket of a number: random, if the call has no key, or the hash of one. */
    public int bucket(long draw) {
        return reduce(mix(draw ^ salt));
    }

    /** Whether a bucket gets the candidate at this weight, from none at 0 to all at {@value #COUNT} basis points. */
    public static boolean getsCandidate(int bucket, int weightBasisPoints) {
        return bucket < weightBasisPoints;
    }

    static long fnv1a(long basis, String text) {
        long hash = basis;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
            hash = (hash ^ (unit >>> 8)) * FNV_PRIME;
        }
        return hash;
    }

    static long mix(long hash) {
        long mixed = hash;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static int reduce(long hash) {
        return (int) (((hash >>> 32) * COUNT) >>> 32);
    }
}
