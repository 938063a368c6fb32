package cn.healthylishui.assessment.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** 另一台机器: a network of its own on this one, with a cable to it that can be pulled. For whoever runs as root and has {@code ip}. */
final class FarHost implements AutoCloseable {

    /** Of this machine, as the other sees it. */
    static final String HERE = "10.213.7.1";

    private static final String THERE = "10.213.7.2";
    private static final String NETWORK = "/30";

    /** A network device has a name of at most 15 letters. */
    private final String name = "hl" + ProcessHandle.current().pid();

    FarHost() throws IOException, InterruptedException {
        run("ip", "netns", "add", name);
        run("ip", "link", "add", name, "type", "veth", "peer", "name", "cable", "netns", name);
        run("ip", "addr", "add", HERE + NETWORK, "dev", name);
        run("ip", "link", "set", name, "up");
        there("addr", "add", THERE + NETWORK, "dev", "cable");
        there("link", "set", "lo", "up");
        plugIn();
    }

    /** Why there can be none here; empty where there can. */
    static String cannot() throws InterruptedException {
        try (FarHost tried = new FarHost()) {
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What is written before a command that is to run there. */
    List<String> command() {
        return List.of("ip", "netns", "exec", name);
    }

    /** As where the power goes: nobody here is told anything. */
    void pullOut() throws IOException, InterruptedException {
        there("link", "set", "cable", "down");
    }

    void plugIn() throws IOException, InterruptedException {
        there("link", "set", "cable", "up");
    }

    private void there(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("ip", "-n", name));
        whole.addAll(List.of(command));
        run(whole.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("ip", "netns", "del", name);
    }
}
