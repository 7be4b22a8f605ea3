package org.pellucid.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Java's own proxy settings ({@code -Dhttp.proxyHost} …); where these name none, the environment's, as curl reads them:
 * {@code http_proxy}, {@code https_proxy}, {@code all_proxy}, {@code no_proxy}, in lower or upper case. Safe for use
 * by several threads.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 1080;

    private final ProxySelector first;
    private final UnaryOperator<String> environment;

    /**
     * @param first       asked first, or {@code null}
     * @param environment variables by name
     */
    EnvironmentProxies(ProxySelector first, UnaryOperator<String> environment) {
        this.first = first;
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> proxies = first == null ? List.of() : first.select(uri);
        if (proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
            return proxies;
        }
        return proxy(uri).filter(address -> !isExcluded(uri))
                .map(address -> List.of(new Proxy(Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(address.getHost(), port(address)))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        if (first != null) {
            first.connectFailed(uri, address, e);
        }
    }

    /** @return gives a proxy, and nobody else, the name and password that stand in the environment */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? credentials(getRequestingHost()) : null;
            }
        };
    }

    private PasswordAuthentication credentials(String proxyHost) {
        for (String scheme : List.of("https", "http")) {
            Optional<String> user = proxy(URI.create(scheme + "://x")).filter(p -> p.getHost().equals(proxyHost))
                    .map(URI::getUserInfo);
            if (user.isPresent()) {
                int colon = user.get().indexOf(':');
                String name = colon < 0 ? user.get() : user.get().substring(0, colon);
                String password = colon < 0 ? "" : user.get().substring(colon + 1);
                return new PasswordAuthentication(name, password.toCharArray());
            }
        }
        return null;
    }

    private Optional<URI> proxy(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String value = variable(scheme + "_proxy");
        value = value.isBlank() ? variable("all_proxy") : value;
        if (value.isBlank()) {
            return Optional.empty();
        }
        try {
            URI proxy = URI.create(value.contains("://") ? value.strip() : "http://" + value.strip());
            // another kind of proxy, SOCKS say, is set through Java's own settings
            return Optional.of(proxy).filter(p -> p.getHost() != null && p.getScheme().startsWith("http"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int port(URI proxy) {
        return proxy.getPort() >= 0 ? proxy.getPort() : DEFAULT_PORT;
    }

    private boolean isExcluded(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        for (String each : variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = each.startsWith("*.") ? each.substring(2) : each.startsWith(".") ? each.substring(1) : each;
            if (name.equals("*") || !name.isEmpty() && (name.equals(host) || name.equals(host + ":" + uri.getPort())
                    || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    private String variable(String name) {
        String value = environment.apply(name);
        value = value == null ? environment.apply(name.toUpperCase(Locale.ROOT)) : value;
        return value == null ? "" : value;
    }
}
