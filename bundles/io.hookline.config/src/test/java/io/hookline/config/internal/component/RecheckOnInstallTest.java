package io.hookline.config.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

class RecheckOnInstallTest {

    @ParameterizedTest
    @ValueSource(strings = {"limit", "limit~a(b", "limit~a)b", "limit~*", "limit~a\\b"})
    void findsAConfigurationWithSpecialCharactersInItsPid(String pid) throws InvalidSyntaxException {
        var filter = FrameworkUtil.createFilter(RecheckOnInstall.filter(pid));
        assertThat(filter.matches(Map.of("service.pid", pid))).isTrue();
        assertThat(filter.matches(Map.of("service.pid", "limit~other"))).isFalse();
    }
}
