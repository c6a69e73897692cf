package io.arbiter.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Links links = new Links(List.of("us-east", "us-west", "eu-central"));
    private LinkEmulator emulator;
    private ControlServer control;

    @BeforeEach
    void start() throws IOException {
        emulator = LinkEmulator.start(links, List.of());
        control = ControlServer.start(emulator, 0);
    }

    @AfterEach
    void close() {
        control.close();
        emulator.close();
    }

    @Test
    void shapesBothWays() throws Exception {
        String shape = "shape?a=us-east&b=us-west&rtt=70ms&jitter=3ms&bandwidth=2MB&loss=2%25";
        assertThat(post(shape).statusCode()).isEqualTo(200);
        LinkShape expected = new LinkShape(Duration.ofMillis(35), Duration.ofMillis(3), 2_000_000, 0.02);
        assertThat(links.between("us-east", "us-west").shape()).isEqualTo(expected);
        assertThat(links.between("us-west", "us-east").shape()).isEqualTo(expected);
        assertThat(links.between("us-west", "eu-central").shape()).isEqualTo(LinkShape.NONE);
    }

    @ParameterizedTest
    @CsvSource({"both,4", "in,2", "out,2"})
    void isolatesAndHeals(String direction, int cuts) throws Exception {
        post("isolate?region=us-east&direction=" + direction);
        assertThat(links.all().stream().filter(link -> !link.isOpen()))
                .hasSize(cuts)
                .allMatch(link -> link.from().equals("us-east") || link.to().equals("us-east"));
        post("heal");
        assertThat(links.all()).allMatch(Link::isOpen);
    }

    @Test
    void cutsOneDirection() throws Exception {
        post("cut?from=us-east&to=us-west");
        assertThat(links.between("us-east", "us-west").isOpen()).isFalse();
        assertThat(links.between("us-west", "us-east").isOpen()).isTrue();
        post("open?from=us-east&to=us-west");
        assertThat(links.between("us-east", "us-west").isOpen()).isTrue();
    }

    @Test
    void showsTheLinks() throws Exception {
        post("refuse?from=us-east&to=us-west");
        HttpResponse<String> shown = send(request("links").GET());
        assertThat(shown.body()).contains("us-east", "refused", "open", "connections 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "isolate?region=mars | unknown region 'mars': expected one of",
                "isolate?region=us-east&direction=up | direction is 'up': expected both, in or out",
                "isolate | parameter 'region' is missing",
                "isolate?region | 'region': expected name=value",
                "cut?from=us-east&to=us-east | no link from 'us-east' to 'us-east'",
                "shape?a=us-east&b=us-west&rtt=fast | rtt is 'fast': expected a number with unit",
                "shape?a=us-east&b=us-west&rtt=600s | delay is PT5M: expected 0 to PT1M",
                "shape?a=us-east&b=us-west&bandwidth=-1 | bandwidth is '-1': expected bytes a second",
                "shape?a=us-east&b=us-west&loss=much | loss is 'much': expected a percentage, as in 2%",
                "shape?a=us-east&b=us-west&loss=95 | loss is 0.95: expected 0 to 0.9",
                "reset?from=us-east&to=us-east | no link from 'us-east' to 'us-east'",
                "explode | unknown command 'explode'"
            })
    void wrongCommandSaysWhatWasExpected(String command, String message) throws Exception {
        HttpResponse<String> answer = post(command);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
        assertThat(links.all()).allMatch(link -> link.isOpen() && link.shape().equals(LinkShape.NONE));
    }

    @Test
    void changesNeedAPost() throws Exception {
        assertThat(send(request("isolate?region=us-east").GET()).statusCode()).isEqualTo(405);
        assertThat(links.all()).allMatch(Link::isOpen);
    }

    private HttpResponse<String> post(String command) throws IOException, InterruptedException {
        return send(request(command).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String command) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + "/" + command));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
