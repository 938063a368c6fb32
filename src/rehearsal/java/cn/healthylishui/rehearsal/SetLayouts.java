package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.appraisal.Decision.Outcome;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.Workbooks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * 演练数据集的版式: every sheet and column of the set but the indicator tables and the townships, which have the shape they have
 * everywhere. {@code docs/workbooks.md} is written from these.
 */
final class SetLayouts {

    static final String YES = "YES";
    static final String NO = "NO";

    private static final int CODE = 13;
    private static final int NAME = 22;
    private static final int NUMBER = 12;
    private static final int WORDS = 40;

    static final Layout SETTINGS = new Layout(
            "settings",
            "年度参数",
            "年度参数",
            List.of("一行一个参数，按编码对应。有几个数的用英文逗号隔开，例如 10,5,1。"),
            List.of(
                    Column.label("name", "参数编码", 34),
                    Column.label("label", "参数", 50),
                    Column.text("value", "值", 16).help("数字；有几个数的用英文逗号隔开。")));

    static final Layout DRAWS = new Layout(
            "draws",
            "抽签",
            "抽查数、抽签种子和抽签文字",
            List.of("每个县（市、区）和丽水开发区一行。种子和文字相同，抽签结果就相同。"),
            List.of(
                    Column.label("object", "县区编码", CODE),
                    Column.label("objectName", "县（市、区）和开发区", NAME),
                    Column.number("size", "抽查数", NUMBER).help("1至当地乡镇（街道）数的整数。"),
                    Column.text("reason", "抽查数不同的理由", WORDS).help("抽查数与“年度参数”里的 COUNTY_SAMPLE（开发区为 ZONE_SAMPLE）不同的必填。"),
                    Column.text("seed", "抽签种子", 68).help("32字节，写成64位十六进制数（0至9、a至f）。"),
                    Column.text("text", "抽签文字", 30).help("一行文字，1至200字。")));

    static final Layout SELF_SCORES = new Layout(
            "self-scores",
            "本级自查",
            "本级自查",
            List.of("每个县（市、区）和丽水开发区对自己适用的指标表，每项指标一行，缺一不可。"),
            reported("县区编码", "县（市、区）和开发区"));

    static final Layout OFFICIAL_FIGURES = new Layout(
                    "official-figures",
                    "官方数据",
                    "官方数据",
                    List.of("县（市、区）和开发区指标表里，数据来源不是“自报并抽查”的指标，以及评判类指标，由市直单位提供；每个县（市、区）和开发区的每项一行，缺一不可。"),
                    List.of(
                            Column.text("item", "指标编码", CODE),
                            Column.label("itemName", "指标", 36),
                            Column.label("owner", "数据单位", NAME),
                            Column.text("object", "县区编码", CODE),
                            Column.label("objectName", "县（市、区）和开发区", NAME),
                            value("value", "数值"),
                            lastYear("上年值", "说明"),
                            Column.choice("provisional", "暂用", 8, List.of(new Option(YES, "暂用")))
                                    .help("暂用数据选“暂用”，照常计分；空着的是正式数据。"),
                            Column.text("reason", "说明", WORDS).help("评判类指标的理由。可以空着。"),
                            Column.text("body", "出具单位", NAME)
                                    .help("上级单位、统计年鉴、第三方和平安、美丽丽水考核的数据，写明谁出具的；空着的作为单位记录，排在现场核查后面。同一指标各行写法相同。"),
                            Column.text("document", "文件名称和文号", WORDS).help("与“出具单位”一起填。")))
            .allowedToLack("body", "document");

    static final Layout PUBLISHED = new Layout(
            "published",
            "参照值",
            "官方参照值",
            List.of("与全省平均值比较的、与有官方数的全市平均值比较的指标，一项一行，缺一不可，只能有一个数。没有官方数的全市平均值、本县平均值由系统按各地的数算出，下达任务数在指标表里，都不用填。"),
            List.of(
                    Column.text("item", "指标编码", CODE),
                    Column.label("itemName", "指标", 36),
                    Column.label("owner", "填报单位", NAME),
                    Column.number("value", "参照值", NUMBER).help("数字，最多四位小数。同一项内容在几张指标表里都有的，填同一个数。"),
                    Column.text("body", "发布单位", NAME).help("哪个单位公布的。"),
                    Column.text("document", "文件", WORDS).help("公布在哪份文件、报告或年鉴里。")));

    static final Layout OWN_LISTS = new Layout(
                    "own-lists",
                    "本地清单",
                    "当地年度重点工作和关键性指标",
                    List.of(
                            "县（市、区）和丽水开发区自己确定的年度重点工作和关键性指标，一项一行，由对口市直单位评审完成率；有行的，两类各至少一项，每类最多10项。",
                            "没有行的地方，或者整张表都没有的，重点工作用演练自带的，评审都按0计。指标表里没有“本地清单得分”的，评审不计分。"),
                    List.of(
                            Column.text("object", "县区编码", CODE),
                            Column.label("objectName", "县（市、区）和开发区", NAME),
                            Column.choice(
                                    "kind",
                                    "类别",
                                    NUMBER,
                                    Stream.of(Kind.values())
                                            .map(kind -> new Option(kind.name(), kind.label()))
                                            .toList()),
                            Column.number("seq", "序号", 8).help("同一地方同一类里从1编起，不跳号，最多10。"),
                            Column.text("title", "名称", 36).help("同一地方同一类里不重复。"),
                            Column.text("unit", "负责单位编码", 16).help("当地的成员单位，例如 liandu-wjj；由它对口的市直单位评审。"),
                            Column.label("unitName", "负责单位", NAME),
                            Column.text("target", "年度目标", 30).help("关键性指标填数字，最多4位小数。"),
                            Column.text("measure", "计量单位", NUMBER).help("关键性指标必填；重点工作空着。"),
                            Column.number("percent", "完成率", NUMBER).help("0至100的数，最多一位小数。"),
                            Column.text("reason", "理由", WORDS)
                                    .help("不到100的必填，最多%d字。".formatted(DistrictLists.LONGEST_REASON))))
            .allowedToBeMissing();

    static final Layout DISTRICT_CHECKS =
            checks("district-checks", "本级", "本级重点指标核查", "县区编码", "县（市、区）和开发区", "每个县（市、区）和开发区的每项重点指标一行。");

    static final Layout OWN_UNITS = new Layout(
            "own-units",
            "直属单位考核",
            "本年度是否考核直属单位",
            List.of("每个县（市、区）和丽水开发区一行。"),
            List.of(
                    Column.label("object", "县区编码", CODE),
                    Column.label("objectName", "县（市、区）和开发区", NAME),
                    Column.choice("assess", "是否考核", NUMBER, List.of(new Option(YES, "考核"), new Option(NO, "不考核"))),
                    Column.text("reason", "不考核的理由", WORDS).help("选“不考核”的必填。")));

    static final Layout OWN_UNIT_SCORES = new Layout(
            "own-unit-scores",
            "直属单位得分率",
            "直属单位得分率",
            List.of("每个直属单位一行，缺一不可。单位的各项任务都按这个得分率自评和考核；当地不考核的不读。"),
            List.of(
                    Column.label("unit", "单位编码", CODE),
                    Column.label("unitName", "直属单位", NAME),
                    Column.number("percent", "得分率", NUMBER).help("0至100的整数。")));

    static final Layout TASKS = new Layout(
            "tasks",
            "重点任务",
            "年度重点任务",
            List.of("一行一项任务。编码K开头的是2021年工作要点的任务，章、节、内容以要点原文为准；新增的依次编为 B2-01 至 B2-15、B3-01 至 B3-15……"),
            List.of(
                    Column.text("task", "任务编码", CODE),
                    Column.text("chapter", "章", 26),
                    Column.text("section", "节", 26),
                    Column.text("body", "任务内容", 70),
                    Column.text("groups", "专项组", NUMBER).help("专项组编号，几个的用顿号隔开，例如 1、4；不归任何组的空着。")));

    static final Layout UNIT_TASKS = new Layout(
            "unit-tasks",
            "单位任务",
            "各单位承担的任务和自评",
            List.of("一个单位的一项任务一行；每项任务至少一个单位，最多一个牵头单位。得分率是0至100的数，最多一位小数。"),
            List.of(
                    Column.text("unit", "单位编码", CODE),
                    Column.label("unitName", "单位", NAME),
                    Column.text("task", "任务编码", CODE),
                    Column.label("taskName", "任务", 50),
                    Column.choice("lead", "牵头", 8, List.of(new Option(YES, "牵头")))
                            .help("牵头的选“牵头”，其他空着。"),
                    Column.number("percent", "自评得分率", NUMBER).help("列入考核的单位必填；不列入的（如海关）空着。"),
                    Column.text("reason", "自评说明", WORDS).help("可以空着。"),
                    Column.number("decided", "裁定得分率", NUMBER).help("各家评审得分率不同的必填；相同的不读。"),
                    Column.text("decidedReason", "裁定理由", WORDS).help("可以空着。")));

    static final Layout REVIEWS = new Layout(
            "reviews",
            "评审",
            "任务评审",
            List.of(
                    "列入考核的单位，每项任务每个评审单位一行，缺一不可：市健康丽水办（city-office）全部评审；任务归某个专项组、单位又在这个组里的，该组组长单位也评审（组长单位自己的由第一副组长单位评审）。"),
            List.of(
                    Column.text("unit", "单位编码", CODE),
                    Column.label("unitName", "单位", NAME),
                    Column.text("task", "任务编码", CODE),
                    Column.text("reviewer", "评审单位编码", 16),
                    Column.label("reviewerName", "评审单位", NAME),
                    Column.number("percent", "得分率", NUMBER).help("0至100的数，最多一位小数。"),
                    Column.text("reason", "理由", WORDS).help("可以空着。")));

    static final Layout RATERS = new Layout(
            "raters",
            "测评人员",
            "测评人员",
            List.of("每个测评席位一行。两代表一委员全部不参加的，就是本年度不邀请，他们的权重按比例归其他两类。"),
            List.of(
                    Column.label("seat", "席位编码", CODE),
                    Column.label("seatName", "席位", NAME),
                    Column.label("group", "类别", NAME),
                    Column.choice("attends", "是否参加", NUMBER, List.of(new Option(YES, "参加"), new Option(NO, "不参加"))),
                    Column.text("person", "姓名", NAME).help("空着的用席位名称。一个人只能坐一个席位。")));

    static final Layout BALLOTS = new Layout(
            "ballots",
            "测评票",
            "测评票",
            List.of("参加的席位对列入考核的每个单位一行，缺一不可；不参加的席位不读。"),
            List.of(
                    Column.text("seat", "席位编码", CODE),
                    Column.label("seatName", "席位", NAME),
                    Column.text("unit", "单位编码", CODE),
                    Column.label("unitName", "单位", NAME),
                    Column.choice(
                            "mark",
                            "评价",
                            NUMBER,
                            Stream.of(AppraisalMark.values())
                                    .map(mark -> new Option(mark.name(), mark.label()))
                                    .toList())));

    static final Layout UNRATED = new Layout(
            "unrated",
            "无测评结果",
            "没有有效测评结果的单位",
            List.of("没有一张票了解的单位必须有一行；其他单位的不读。"),
            List.of(
                    Column.text("unit", "单位编码", CODE),
                    Column.label("unitName", "单位", NAME),
                    Column.choice(
                            "outcome",
                            "处理",
                            WORDS,
                            Stream.of(Outcome.values())
                                    .map(outcome -> new Option(outcome.name(), outcome.label()))
                                    .toList()),
                    Column.text("reason", "理由", WORDS).help("可以空着。")));

    static final Layout OBJECTIONS = new Layout(
            "objections",
            "异议",
            "公示期间的异议",
            List.of("一行一件，可以没有。都在第一次公示的第一天提出；成立的，领导小组同意更正，形成新一号结果。"),
            List.of(
                    Column.text("office", "提出单位编码", 16).help("县（市、区）和开发区健康办或市直单位的编码；社会公众的填 city-office。"),
                    Column.text("objector", "提出人", NAME).help("空着的，单位提出的写单位名称，公众提出的写“社会公众”。"),
                    Column.text("contact", "联系方式", NAME).help("可以空着。"),
                    Column.text("object", "对象编码", CODE).help("县（市、区）、开发区、乡镇（街道）或市直单位的编码。"),
                    Column.label("objectName", "对象", NAME),
                    Column.text("item", "指标编码", CODE).help("对某一项有异议的填；对整体结果有异议的空着。"),
                    Column.text("content", "事实和理由", WORDS).help("至少10个字。"),
                    Column.choice("decision", "决定", NUMBER, List.of(new Option(YES, "成立"), new Option(NO, "不成立"))),
                    Column.text("reason", "决定理由", WORDS).help("可以空着。"),
                    Column.text("changed", "更正指标", CODE).help("成立的，更正哪一项；空着的就是“指标编码”那一项。"),
                    value("value", "更正为"),
                    lastYear("更正上年值", "更正理由"),
                    Column.text("changeReason", "更正理由", WORDS).help("可以空着。")));

    static final Layout MISCONDUCT = new Layout(
            "misconduct",
            "弄虚作假",
            "弄虚作假案件",
            List.of("一行一件，可以没有；一个对象最多一件。都在第一次通报以后立案；认定的，该对象定为不合格，形成新一号结果。"),
            List.of(
                    Column.text("object", "对象编码", CODE).help("县（市、区）、开发区、乡镇（街道）或列入考核的市直单位的编码。"),
                    Column.label("objectName", "对象", NAME),
                    Column.text("source", "线索来源", NAME).help("可以空着。"),
                    Column.text("clue", "线索内容", WORDS).help("可以空着。"),
                    Column.text("facts", "查明的事实", WORDS).help("必填。"),
                    Column.text("accusation", "告知内容", WORDS).help("空着的同“查明的事实”。"),
                    Column.text("statement", "陈述申辩", WORDS).help("可以空着。"),
                    Column.choice("decision", "决定", NUMBER, List.of(new Option(YES, "认定"), new Option(NO, "不予认定"))),
                    Column.choice("serious", "情节", NUMBER, List.of(new Option(YES, "严重"), new Option(NO, "一般")))
                            .help("认定的必填。"),
                    Column.text("reasons", "理由", WORDS).help("可以空着。")));

    /** The sheets of each file, in their order; those that every district has one of are made for it. */
    static final Map<SetFile, List<Layout>> FIXED = Map.of(
            SetFile.SETTINGS, List.of(SETTINGS, DRAWS),
            SetFile.SELF_SCORES, List.of(SELF_SCORES),
            SetFile.OFFICIAL_FIGURES, List.of(OFFICIAL_FIGURES, PUBLISHED, OWN_LISTS),
            SetFile.SPOT_CHECKS, List.of(DISTRICT_CHECKS),
            SetFile.OWN_UNITS, List.of(OWN_UNITS, OWN_UNIT_SCORES),
            SetFile.UNIT_TASKS, List.of(TASKS, UNIT_TASKS, REVIEWS),
            SetFile.BALLOTS, List.of(RATERS, BALLOTS, UNRATED),
            SetFile.OBJECTIONS, List.of(OBJECTIONS),
            SetFile.MISCONDUCT, List.of(MISCONDUCT));

    private SetLayouts() {}

    /** 乡镇（街道）考核表 of one district. */
    static Layout townshipScores(String district, String name) {
        return new Layout(
                district,
                Workbooks.sheetName(name),
                name + "乡镇（街道）考核表",
                List.of("每个乡镇（街道）的每项指标一行，缺一不可。"),
                reported("乡镇（街道）编码", "乡镇（街道）"));
    }

    /** 现场核查 of one district's townships. */
    static Layout townshipChecks(String district, String name) {
        return checks(
                district,
                Workbooks.sheetName(name),
                name + "乡镇（街道）现场核查",
                "乡镇（街道）编码",
                "乡镇（街道）",
                "每个乡镇（街道）的每项重点指标一行，缺一不可；也核查了其他指标的，可以加行。没有抽中的不读。");
    }

    private static List<Column> reported(String object, String objectName) {
        return List.of(
                Column.text("object", object, CODE + 3),
                Column.label("objectName", objectName, NAME),
                Column.text("item", "指标编码", CODE),
                Column.label("itemName", "指标", 36),
                value("value", "数值"),
                lastYear("上年值", "理由"),
                Column.text("reason", "理由", WORDS).help("填“不适用”的必填；其他的可以空着。"),
                Column.choice("excused", "不适用意见", NUMBER, List.of(new Option(YES, "同意"), new Option(NO, "不同意")))
                        .help("填“不适用”的，市健康丽水办是否同意；其他的空着。"));
    }

    private static Column lastYear(String label, String reason) {
        return Column.number("reference", label, NUMBER)
                .help("与本地上年值比较的指标必填，演练的系统里没有上年度；出处写在“%s”里。其他指标的参照值由系统给出，空着。".formatted(reason));
    }

    private static Column value(String key, String label) {
        return Column.number(key, label, NUMBER)
                .help(
                        "数字，最多四位小数；是非类填“是”或“否”；清单类填达到的项号，例如 1,3（都没有达到填0）；没有数据填“无”；指标表写明分子和分母的，可以填“分子/分母”，例如 120/300；数值和参照值都是0、越高越好的，连同评判得分填，例如 0（评判15）。");
    }

    private static Layout checks(String key, String name, String title, String object, String objectName, String note) {
        return new Layout(
                key,
                name,
                title,
                List.of(
                        note,
                        "核查值空着的，就是与自报一致。",
                        "县（市、区）和开发区本级的核查与排在前面的数据不一致的，填报单位都坚持原数据；市健康丽水办对填了核查值的采用核查值，对与自报一致的采用官方数据，不采用核查值的写明理由。"),
                List.of(
                        Column.text("object", object, CODE + 3),
                        Column.label("objectName", objectName, NAME),
                        Column.text("item", "指标编码", CODE),
                        Column.label("itemName", "指标", 36),
                        value("value", "核查值"),
                        Column.text("note", "核查说明", WORDS).help("可以空着。"),
                        Column.text("objection", "当地异议", WORDS).help("当地不认可核查值的，写明理由；认可的空着。"),
                        Column.text("dropped", "不采用的理由", WORDS).help("市健康丽水办不采用核查值的，写明理由；采用的空着。")));
    }
}
