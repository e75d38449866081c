package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("A request to the console that is to be encrypted or local")
class EncryptedOrLocalTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void goes_through_from_this_machine() throws Exception {
        for (String address : new String[] {"127.0.0.1", "127.0.1.1", "::1", "0:0:0:0:0:0:0:1"}) {
            assertThat(isLetThrough(address)).as(address).isTrue();
        }
    }

    @Test
    void goes_through_encrypted() throws Exception {
        request.setSecure(true);

        assertThat(isLetThrough("192.0.2.7")).isTrue();
    }

    @Test
    void is_refused_in_the_clear_from_elsewhere() throws Exception {
        for (String address : new String[] {"192.0.2.7", "2001:db8::1", "localhost.evil.example", "", "12.7.0.1"}) {
            assertThat(isLetThrough(address)).as(address).isFalse();
        }
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"code\":\"not-encrypted\"");
    }

    private boolean isLetThrough(String address) throws Exception {
        request.setRemoteAddr(address);
        MockFilterChain one = new MockFilterChain();
        new EncryptedOrLocal().doFilter(request, response, one);
        return one.getRequest() != null;
    }
}
