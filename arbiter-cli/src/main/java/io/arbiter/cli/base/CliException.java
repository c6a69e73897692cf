package io.arbiter.cli.base;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command that did not do what was asked. It carries all that a person or a script needs to go on; the
 * catcher prints it ({@link ErrorReport}) and exits with its code.
 */
public final class CliException extends RuntimeException {
    private final ExitCode code;
    private final String reason;
    private final String endpoint;
    private final String remedy;
    private final transient Map<String, String> metadata;

    private CliException(Builder builder) {
        super(builder.message, builder.cause);
        this.code = builder.code;
        this.reason = builder.reason;
        this.endpoint = builder.endpoint;
        this.remedy = builder.remedy;
        this.metadata = builder.metadata;
    }

    public static Builder builder(ExitCode code, String reason) {
        return new Builder(code, reason);
    }

    public ExitCode code() {
        return code;
    }

    /** UPPER_SNAKE_CASE: the server's reason, or one of this program's. */
    public String reason() {
        return reason;
    }

    /** The node that refused, as host:port; empty if no node had a part in it. */
    public String endpoint() {
        return endpoint;
    }

    public String remedy() {
        return remedy;
    }

    /** In the order in which they are to be printed. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public static final class Builder {
        private final ExitCode code;
        private final String reason;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private String message = "";
        private String endpoint = "";
        private String remedy = "";
        private Throwable cause;

        private Builder(ExitCode code, String reason) {
            this.code = code;
            this.reason = reason;
        }

        public Builder message(String text) {
            this.message = text;
            return this;
        }

        public Builder endpoint(String hostAndPort) {
            this.endpoint = hostAndPort;
            return this;
        }

        public Builder remedy(String text) {
            this.remedy = text;
            return this;
        }

        public Builder fact(String name, Object value) {
            metadata.put(name, String.valueOf(value));
            return this;
        }

        public Builder metadata(Map<String, String> all) {
            metadata.putAll(all);
            return this;
        }

        public Builder cause(Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        public CliException build() {
            return new CliException(this);
        }
    }
}
