package io.hookline.faults.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the TCP ports that a process listens on, from {@code /proc}. Elsewhere than on Linux it finds none. */
final class ListeningPorts {

    private static final String LISTENING = "0A";

    private ListeningPorts() {}

    /** The ports of a process; empty if they cannot be found. */
    static Set<Integer> of(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        Set<Integer> ports = new TreeSet<>();
        try {
            Set<String> sockets = sockets(process.resolve("fd"));
            for (String table : List.of("tcp", "tcp6")) {
                Path file = process.resolve("net").resolve(table);
                if (Files.exists(file)) {
                    Files.readAllLines(file).forEach(line -> addIfOwn(line, sockets, ports));
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
        return ports;
    }

    private static Set<String> sockets(Path folder) throws IOException {
        Set<String> sockets = new HashSet<>();
        if (!Files.isDirectory(folder)) {
            return sockets;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    sockets.add(target(file));
                }
            }
        }
        return sockets;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed";
        }
    }

    /** Columns: number, local address with port in hex, remote address, state, ..., inode. */
    private static void addIfOwn(String line, Set<String> sockets, Set<Integer> ports) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[3].equals(LISTENING) && sockets.contains("socket:[" + columns[9] + "]")) {
            ports.add(Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16));
        }
    }
}
