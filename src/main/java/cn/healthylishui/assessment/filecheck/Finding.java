package cn.healthylishui.assessment.filecheck;

/** What stands against a file, and how its owner mends it; {@link FileCheck} puts the file's name before it. */
final class Finding extends RuntimeException {

    static final String AS_PDF = "请打开后另存为PDF，再上传PDF。";
    static final String SAVE_AGAIN = "请用原来的程序打开，另存后再上传。";

    private final String remedy;

    /** @param what follows the name of the file, without a full stop */
    Finding(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }

    static Finding damaged() {
        return new Finding("已损坏或不完整，打不开", SAVE_AGAIN);
    }

    static Finding macros() {
        return new Finding("里带有宏", "宏是程序，可能带病毒。请另存为不带宏的文档（如 .docx、.xlsx），或导出为PDF后再上传。");
    }

    static Finding locked() {
        return new Finding("设了密码或加了密，系统无法检查", "请取消密码后另存，再上传。");
    }

    static Finding control() {
        return new Finding("里嵌有 ActiveX 控件", "控件是程序，可能带病毒。请删去控件，或导出为PDF后再上传。");
    }

    static Finding program(String part) {
        return new Finding("里藏有程序或脚本（%s）".formatted(FileNames.shown(part)), "请删去后另存，或导出为PDF后再上传。");
    }

    static Finding linked(String target) {
        return new Finding(
                "会自动从别处取内容（%s）"
                        .formatted(FileNames.shown(target.length() > 80 ? target.substring(0, 80) + "…" : target)),
                "请断开链接（把链接的图片、模板、表格改为嵌入或粘贴为数值），或导出为PDF后再上传。");
    }

    static Finding object(String part) {
        return new Finding("里嵌有系统无法检查的对象（%s）".formatted(FileNames.shown(part)), "请把它截成图片放进去，或导出为PDF后再上传。");
    }

    static Finding twoThings(String what) {
        return new Finding("里还接着别的内容（%s），不是单纯的一个文件".formatted(what), SAVE_AGAIN);
    }
}
