package dev.rehearsal.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine's loopback address. */
public final class Ports {
    /** By this process, which may not listen on them yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {
    }

    /** {@code port}, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * A port that nobody listens on and that was not given before, below the range that systems take for outgoing connections:
     * a client that keeps dialling a stopped server there would in the end connect to itself and keep the port.
     */
    public static int free() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (!GIVEN.contains(port) && !isTaken(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new LocalStackException("No free port was found between 20000 and 30000.");
    }

    public static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            return true;
        }
        // Some systems let two sockets share a port when one of them listens on all addresses.
        return answers(port);
    }

    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
