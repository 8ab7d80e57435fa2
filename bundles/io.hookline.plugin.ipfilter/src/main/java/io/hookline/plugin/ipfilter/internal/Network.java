package io.hookline.plugin.ipfilter.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits. An IPv4 address that is written as one of IPv6
 * ({@code ::ffff:192.0.2.1}) is the IPv4 address. Immutable.
 */
final class Network {

    /** The form of a network in the configuration; the ranges of the numbers are checked in addition. */
    static final String FORM = "([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?";

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final byte[] start;
    private final int bits;

    private Network(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /**
     * Reads {@code 192.0.2.0/24}, or {@code 192.0.2.1} for one address.
     *
     * @throws IllegalArgumentException if it is invalid, or has bits behind its length; the message shows it
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] start = address(slash < 0 ? text : text.substring(0, slash));
        int most = start.length * Byte.SIZE;
        String length = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > most) {
            throw new IllegalArgumentException("the network '" + text + "' needs a length of 0 to " + most);
        }
        int bits = Integer.parseInt(length);
        for (int i = bits; i < most; i++) {
            if (bit(start, i)) {
                throw new IllegalArgumentException(
                        "the network '" + text + "' has bits behind its length: correct the length or the address");
            }
        }
        return new Network(start, bits);
    }

    /**
     * The bytes of an address in digits: 4, or 16. Never asks a name server.
     *
     * @throws IllegalArgumentException if it is none; the message shows it
     */
    static byte[] address(String text) {
        boolean digits = IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
        if (!digits) {
            throw new IllegalArgumentException("'" + text + "' is no address of IPv4 or IPv6");
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address of IPv4 or IPv6", e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != start.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (Arrays.mismatch(address, 0, whole, start, 0, whole) >= 0) {
            return false;
        }
        for (int i = whole * Byte.SIZE; i < bits; i++) {
            if (bit(address, i) != bit(start, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] bytes, int index) {
        return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) != 0;
    }
}
