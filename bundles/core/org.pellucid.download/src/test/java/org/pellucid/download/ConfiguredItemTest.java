package org.pellucid.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;

/** Items made from configurations. */
class ConfiguredItemTest {
    private static ItemConfig config(Map<String, Object> values) {
        return (ItemConfig) Proxy.newProxyInstance(ConfiguredItemTest.class.getClassLoader(),
                new Class<?>[] {ItemConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void modelHasTwoFiles() {
        CatalogItem item = new FurtherItem(config(Map.of("name", "net", "urls",
                new String[] {" http://127.0.0.1/net.xml", "http://127.0.0.2/other"}, "weightsUrls",
                new String[] {"http://127.0.0.1/w"}, "weightsSha256", "A".repeat(64)))).items().get(0);
        assertThat(item.kind()).isEqualTo(CatalogKind.MODEL);
        assertThat(item.files()).extracting(DownloadFile::name).containsExactly("net.xml", "net.bin");
        assertThat(item.files().get(0).urls()).hasSize(2);
        assertThat(item.files().get(0).sha256()).isEmpty();
        assertThat(item.files().get(1).sha256()).contains("a".repeat(64));
        assertThat(new CacheFolder(Path.of("/c")).result(item)).isEqualTo(Path.of("/c/models/net/net.xml"));
    }

    @Test
    void cacheIsWhereItIsConfigured() {
        assertThat(CacheFolder.of(" /x/y ", name -> "/z").base()).isEqualTo(Path.of("/x/y"));
        assertThat(CacheFolder.of("", name -> name.equals("pellucid.cache") ? "/z" : null).base())
                .isEqualTo(Path.of("/z"));
        assertThat(CacheFolder.of("", name -> null).base()).isAbsolute().endsWith(Path.of("pellucid"));
    }
}
