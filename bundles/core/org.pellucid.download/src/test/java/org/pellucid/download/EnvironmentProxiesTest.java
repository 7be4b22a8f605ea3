package org.pellucid.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy is asked. */
class EnvironmentProxiesTest {
    private static String proxy(Map<String, String> environment, ProxySelector first, String url) {
        Proxy proxy = new EnvironmentProxies(first, environment::get).select(URI.create(url)).get(0);
        return proxy.address() instanceof InetSocketAddress address ? address.getHostString() + ":" + address.getPort()
                : "direct";
    }

    @ParameterizedTest
    @CsvSource({"http://a.org/x,plain:3128", "https://a.org/x,secure:8080", "http://b.org/x,direct",
            "https://www.b.org/x,direct", "http://notb.org/x,plain:3128", "http://c.org:81/x,direct",
            "http://c.org:82/x,plain:3128", "http://x.d.org/,direct"})
    void environmentNamesProxies(String url, String expected) {
        assertThat(proxy(Map.of("http_proxy", "plain:3128", "HTTPS_PROXY", "http://user:secret@secure:8080/",
                "no_proxy", "b.org, .d.org,c.org:81"), null, url)).isEqualTo(expected);
    }

    @Test
    void othersAreNamedOrIgnored() {
        assertThat(proxy(Map.of("all_proxy", "any:1"), null, "https://a.org")).isEqualTo("any:1");
        assertThat(proxy(Map.of("all_proxy", "any:1", "no_proxy", "*"), null, "https://a.org")).isEqualTo("direct");
        assertThat(proxy(Map.of("http_proxy", "socks5://any:1"), null, "http://a.org")).isEqualTo("direct");
        assertThat(proxy(Map.of("http_proxy", "::not a proxy::"), null, "http://a.org")).isEqualTo("direct");
        assertThat(proxy(Map.of(), null, "http://a.org")).isEqualTo("direct");
    }

    @Test
    void javaSettingsComeFirst() {
        ProxySelector java = ProxySelector.of(new InetSocketAddress("127.0.0.1", 9));
        assertThat(proxy(Map.of("http_proxy", "plain:3128"), java, "http://a.org")).isEqualTo("127.0.0.1:9");
    }
}
