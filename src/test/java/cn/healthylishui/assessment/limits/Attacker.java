package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Somebody on this machine, at an address of the loopback of its own, who sends what no browser would. */
public final class Attacker implements AutoCloseable {

    private final String address;
    private final int port;
    private final List<Socket> open = new ArrayList<>();

    /** @param number the last part of the address */
    public Attacker(int number, int port) {
        this.address = "127.0.0." + number;
        this.port = port;
    }

    /** Opens a connection and sends this and no more. */
    public Socket begin(String text) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 60_000);
        open.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The answer to a whole request, with its head; empty where the connection is closed without one. */
    public String ask(String text) throws IOException {
        return answer(begin(text));
    }

    /** What comes until the other side closes. */
    public static String answer(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    public static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
    }

    /** The head of a request that announces a body. */
    public static String post(String path, String type, long length) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }
}
