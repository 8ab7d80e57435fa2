package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiagnosisTest {

    @Test
    void theCauseIsTheFirstExceptionThatIsNotAWrapper() {
        String trace =
                """
                java.lang.reflect.InvocationTargetException
                \tat a.B.c(B.java:1)
                Caused by: java.lang.IllegalStateException: cannot listen on port 1
                \t... 3 more
                Caused by: java.net.BindException: in use
                """;
        assertThat(Diagnosis.cause(trace)).isEqualTo("cannot listen on port 1");
    }

    @Test
    void aCauseWithoutAMessageIsNamed() {
        assertThat(Diagnosis.cause("java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n"))
                .isEqualTo("java.lang.NullPointerException");
        assertThat(Diagnosis.cause(null)).isEqualTo("no reason given");
    }
}
