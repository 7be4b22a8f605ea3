package org.pellucid.web;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.pellucid.api.UsageException;
import org.pellucid.api.page.PageOptions;
import org.pellucid.api.page.PageServer;

/**
 * Where the page is served: this machine alone by both of its own addresses, or one address that was asked for.
 *
 * @param at    addresses to listen at, that of the printed address first
 * @param names by which the page may be asked for, without ports
 */
record Addresses(List<InetAddress> at, Set<String> names) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK6 = "::1";
    private static final int ANY = 0;
    /** A port that is free at one address may be taken at the other. */
    private static final int TRIES = 20;

    Addresses {
        at = List.copyOf(at);
        names = Set.copyOf(names);
    }

    /**
     * Finds the addresses.
     *
     * @throws UsageException if there is no such address, or it is one that others reach and there is no token
     */
    static Addresses of(PageOptions options) throws UsageException {
        if (options.listen().isEmpty()) {
            List<InetAddress> own = new ArrayList<>(List.of(number(LOOPBACK)));
            if (isThere(number(LOOPBACK6))) {
                own.add(number(LOOPBACK6));
            }
            return new Addresses(own, own());
        }
        String wanted = options.listen().get();
        InetAddress address = find(wanted);
        if (!address.isLoopbackAddress() && options.token().isEmpty()) {
            throw new UsageException("--listen " + wanted + " lets other machines reach the page: whoever knows its"
                    + " secret can have pictures explained and see those that are kept and the data sets named here, and"
                    + " nothing is encrypted; say the secret with --token (16 characters or more), or leave --listen out"
                    + " to serve this machine alone");
        }
        Set<String> names = own();
        names.add(wanted.toLowerCase(Locale.ROOT));
        names.addAll(names(address));
        return new Addresses(List.of(address), names);
    }

    private static Set<String> own() {
        return new LinkedHashSet<>(List.of(LOOPBACK, "localhost", "[" + LOOPBACK6 + "]"));
    }

    /** Never asks a name server. */
    private static InetAddress number(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress find(String wanted) throws UsageException {
        try {
            InetAddress address = InetAddress.getByName(wanted);
            if (isThere(address)) {
                return address;
            }
        } catch (UnknownHostException e) {
            // the message below says what is wanted
        }
        throw new UsageException("--listen " + wanted + ": this machine has no such address; 'ip address' lists those"
                + " it has, 0.0.0.0 stands for all");
    }

    private static boolean isThere(InetAddress address) {
        try {
            open(address, ANY).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Names of the machine at an address; of all its addresses if it stands for all. */
    private static Set<String> names(InetAddress address) {
        Set<String> names = new LinkedHashSet<>();
        try {
            if (address.isAnyLocalAddress()) {
                names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
                for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                    Collections.list(card.getInetAddresses()).forEach(each -> names.add(literal(each)));
                }
            } else {
                names.add(literal(address));
            }
        } catch (SocketException | UnknownHostException e) {
            // what is known is enough: the page can be asked for by its other names
        }
        return names;
    }

    /** As it stands in the address of a page. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[" + shortest(plain) + "]" : plain;
    }

    /** As browsers write it: the longest run of zeros, of two or more, left out. */
    private static String shortest(String address) {
        String longest = "";
        String zeros = ":0:0";
        for (int count = 2; count <= 8; count++, zeros += ":0") {
            if ((":" + address + ":").contains(zeros + ":")) {
                longest = zeros;
            }
        }
        if (longest.isEmpty()) {
            return address;
        }
        String cut = (":" + address + ":").replaceFirst(longest + ":", "::");
        String open = cut.startsWith("::") ? cut : cut.substring(1);
        return open.endsWith("::") ? open : open.substring(0, open.length() - 1);
    }

    /** Returns whether machines other than this one can reach the page. */
    boolean reachOthers() {
        return !at.get(0).isLoopbackAddress();
    }

    /** Returns what a request may name as its host. */
    Set<String> hosts(int port) {
        return names.stream().map(name -> name + ":" + port).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the address of the page; where all addresses are listened at, that of this machine. */
    URI page(int port, String secret) {
        String host = at.get(0).isAnyLocalAddress() ? LOOPBACK : literal(at.get(0));
        return URI.create("http://" + host + ":" + port + "/#key=" + secret);
    }

    /**
     * Finds a port that is free at all addresses: the web server would only log that it is taken.
     *
     * @param wanted 0 for any; empty for the default, or any if that is taken
     * @throws UsageException if it is taken
     */
    int freePort(OptionalInt wanted) throws UsageException {
        try {
            return tryPort(wanted.orElse(PageServer.DEFAULT_PORT));
        } catch (IOException e) {
            if (wanted.isPresent()) {
                throw new UsageException("port " + wanted.getAsInt() + " cannot be used (" + e.getMessage()
                        + "): choose another with --port, or --port 0 for any that is free", e);
            }
        }
        try {
            return tryPort(ANY);
        } catch (IOException e) {
            throw new UsageException("no port is free on " + at.get(0).getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    private int tryPort(int port) throws IOException {
        IOException taken = null;
        for (int i = 0; i < (port == ANY ? TRIES : 1); i++) {
            try {
                int found = port;
                for (InetAddress address : at) {
                    try (ServerSocket socket = open(address, found)) {
                        found = socket.getLocalPort();
                    }
                }
                return found;
            } catch (IOException e) {
                taken = e;
            }
        }
        throw taken;
    }

    private static ServerSocket open(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
