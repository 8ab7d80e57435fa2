package io.hookline.plugin.policy.condition;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses and networks in CIDR notation, without any look-up of names. */
final class Network {

    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Network() {}

    /**
     * Whether an address belongs to a network, such as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address.
     *
     * @throws IllegalArgumentException if one of them is not of that form
     */
    static boolean contains(String network, String address) {
        int slash = network.indexOf('/');
        byte[] base = bytes(slash < 0 ? network : network.substring(0, slash));
        int bits = slash < 0 ? base.length * 8 : length(network, slash, base.length * 8);
        byte[] bytes = bytes(address);
        if (bytes.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if ((bytes[bit / 8] & mask) != (base[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int length(String network, int slash, int most) {
        String text = network.substring(slash + 1);
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("the network '" + network + "' ends with / and 0 to " + most);
    }

    private static byte[] bytes(String address) {
        // Anything else would be looked up as the name of a host.
        if (DOTTED.matcher(address).matches() || COLONS.matcher(address).matches()) {
            try {
                return InetAddress.getByName(address).getAddress();
            } catch (UnknownHostException e) {
                // Falls through: the form looked right, the numbers are not.
            }
        }
        throw new IllegalArgumentException("'" + address + "' is not an IP address");
    }
}
