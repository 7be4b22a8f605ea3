package org.pellucid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.page.PageOptions;

class AddressesTest {
    private static final int PORT = 7355;
    private static final String TOKEN = "sixteen.letters_";

    @Test
    void without_a_wish_it_is_this_machine_alone() throws Exception {
        Addresses addresses = Addresses.of(PageOptions.DEFAULTS);
        assertThat(addresses.at()).allMatch(InetAddress::isLoopbackAddress);
        assertThat(addresses.reachOthers()).isFalse();
        assertThat(addresses.page(PORT, TOKEN)).hasToString("http://127.0.0.1:7355/#key=" + TOKEN);
        assertThat(addresses.hosts(PORT)).containsExactlyInAnyOrder("127.0.0.1:7355", "localhost:7355", "[::1]:7355");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void what_others_reach_demands_a_token(String address) throws Exception {
        PageOptions open = PageOptions.DEFAULTS.listen(address);
        assertThatThrownBy(() -> Addresses.of(open)).isInstanceOf(UsageException.class)
                .hasMessageContaining(address).hasMessageContaining("--token")
                .hasMessageContaining("nothing is encrypted");
        assertThat(Addresses.of(open.token(TOKEN)).reachOthers()).isTrue();
    }

    @Test
    void the_own_address_of_the_machine_demands_none() throws Exception {
        assertThat(Addresses.of(PageOptions.DEFAULTS.listen("127.0.0.1")).reachOthers()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.77", "no.such.name.invalid"})
    void an_address_of_another_machine_is_refused(String address) {
        assertThatThrownBy(() -> Addresses.of(PageOptions.DEFAULTS.listen(address).token(TOKEN)))
                .isInstanceOf(UsageException.class).hasMessageContaining(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank in it", "fifteen.letters", "&key=other1234567"})
    void a_token_that_is_short_or_means_something_else_in_an_address_is_refused(String token) {
        assertThatThrownBy(() -> PageOptions.DEFAULTS.token(token)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"::1,[::1]", "fd00::2,[fd00::2]", "fe80:0:0:0:1:0:0:5,[fe80::1:0:0:5]", "2001:db8:1:2:3:4:5:6,"
            + "[2001:db8:1:2:3:4:5:6]", "1:0:2:0:3:0:4:0,[1:0:2:0:3:0:4:0]", "192.0.2.2,192.0.2.2", "1::,[1::]"})
    void an_address_stands_in_a_link_as_browsers_write_it(String address, String host) throws Exception {
        assertThat(new Addresses(List.of(InetAddress.getByName(address)), Set.of()).page(PORT, TOKEN).getRawAuthority())
                .isEqualTo(host + ":7355");
    }

    @Test
    void a_port_is_free_only_if_it_is_at_all_addresses() throws Exception {
        Addresses addresses = Addresses.of(PageOptions.DEFAULTS);
        InetAddress last = addresses.at().get(addresses.at().size() - 1);
        try (ServerSocket taken = new ServerSocket(0, 1, last)) {
            assertThatThrownBy(() -> addresses.freePort(OptionalInt.of(taken.getLocalPort())))
                    .isInstanceOf(UsageException.class).hasMessageContaining("--port 0");
        }
    }
}
