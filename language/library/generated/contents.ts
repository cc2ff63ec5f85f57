// Generated from the library by scripts/generate.ts. Do not edit.

/** What stands where in each file of the library; see model/shelf.ts. */
export const contents = {
    'access-laws': `Norm cloud-act 784 1089
Norm sca 1184 1336
Norm fisa-702 1553 1948
Norm fisa-individual 2011 2194
Norm all-writs 2250 2379
Norm eo-12333 2514 2599
Norm nsl 2716 2939
Norm ieepa 3048 3186
Norm uk-ipa 3453 3764
Norm uk-copo 3920 4053
Norm cn-nil 4314 4592
Norm cn-csl 4764 4964
Norm cn-dsl 5108 5233
Norm cn-pipl 5326 5445
Norm cn-counter-espionage 5482 5655
Norm ru-yarovaya 5796 6078
Norm ru-152-fz 6158 6350
Norm in-telecom 6492 6761
Norm in-it-act 6841 7010
Norm in-cert-in 7067 7213
Norm au-tola 7412 7579
Norm au-ipo 7681 7877
Norm ca-production-order 8179 8456
Norm ca-c-22 8540 8751
Norm il-gss 8878 9090
Norm il-communications-data 9127 9324
Norm ae-telecom 9499 9642
Norm ae-cybercrime 9726 9869
Norm ch-buepf 10068 10206
Norm ch-ndg 10240 10359
Norm e-evidence 10600 10874
Norm fr-blocking-statute 11004 11110`,
    'adequacy': `Adequacy adequacy-ad 724 823
Adequacy adequacy-ar 824 925
Adequacy adequacy-br 1101 1482
Adequacy adequacy-ca 1578 1882
Adequacy adequacy-ch 1990 2093
Adequacy adequacy-fo 2094 2199
Adequacy adequacy-gb 2328 2544
Adequacy adequacy-gg 2545 2645
Adequacy adequacy-il 2754 2851
Adequacy adequacy-im 2852 2955
Adequacy adequacy-je 2956 3054
Adequacy adequacy-jp 3167 3367
Adequacy adequacy-kr 3508 3695
Adequacy adequacy-nz 3696 3798
Adequacy adequacy-uy 3799 3898
Adequacy eu-us-dpf 4042 4529
Adequacy swiss-us-dpf 4678 4832
Adequacy uk-us-extension 4966 5147`,
    'jurisdictions': `Jurisdiction EEA 441 482
Jurisdiction EU 589 628
Jurisdiction worldwide 707 753
Jurisdiction AT 777 808
Jurisdiction BE 809 840
Jurisdiction BG 841 873
Jurisdiction CY 874 904
Jurisdiction CZ 905 936
Jurisdiction DE 937 968
Jurisdiction DK 969 1000
Jurisdiction EE 1001 1032
Jurisdiction ES 1033 1062
Jurisdiction FI 1063 1094
Jurisdiction FR 1095 1125
Jurisdiction GR 1126 1156
Jurisdiction HR 1157 1188
Jurisdiction HU 1189 1220
Jurisdiction IE 1221 1252
Jurisdiction IT 1253 1282
Jurisdiction LT 1283 1316
Jurisdiction LU 1317 1351
Jurisdiction LV 1352 1382
Jurisdiction MT 1383 1412
Jurisdiction NL 1413 1448
Jurisdiction PL 1449 1479
Jurisdiction PT 1480 1512
Jurisdiction RO 1513 1544
Jurisdiction SE 1545 1575
Jurisdiction SI 1576 1608
Jurisdiction SK 1609 1641
Jurisdiction IS 1676 1708
Jurisdiction LI 1709 1747
Jurisdiction NO 1748 1779
Jurisdiction GP 1848 1882
Jurisdiction MQ 1883 1917
Jurisdiction GF 1918 1955
Jurisdiction RE 1956 1990
Jurisdiction YT 1991 2022
Jurisdiction MF 2023 2073
Jurisdiction PT-20 2074 2107
Jurisdiction PT-30 2108 2142
Jurisdiction ES-CN 2143 2184
Jurisdiction AX 2257 2294
Jurisdiction GB 2420 2497
Jurisdiction AD 2529 2554
Jurisdiction AE 2555 2593
Jurisdiction AF 2594 2623
Jurisdiction AG 2624 2661
Jurisdiction AL 2662 2687
Jurisdiction AM 2688 2713
Jurisdiction AO 2714 2738
Jurisdiction AQ 2739 2767
Jurisdiction AR 2768 2795
Jurisdiction AU 2796 2823
Jurisdiction AZ 2824 2852
Jurisdiction BA 2853 2893
Jurisdiction BB 2894 2920
Jurisdiction BD 2921 2949
Jurisdiction BF 2950 2980
Jurisdiction BH 2981 3006
Jurisdiction BI 3007 3032
Jurisdiction BJ 3033 3056
Jurisdiction BN 3057 3081
Jurisdiction BO 3082 3107
Jurisdiction BR 3108 3132
Jurisdiction BS 3133 3158
Jurisdiction BT 3159 3183
Jurisdiction BW 3184 3210
Jurisdiction BY 3211 3236
Jurisdiction BZ 3237 3261
Jurisdiction CA 3262 3286
Jurisdiction CD 3287 3332
Jurisdiction CF 3333 3375
Jurisdiction CG 3376 3399
Jurisdiction CH 3400 3429
Jurisdiction CI 3430 3461
Jurisdiction CL 3462 3485
Jurisdiction CM 3486 3512
Jurisdiction CN 3513 3536
Jurisdiction CO 3537 3563
Jurisdiction CR 3564 3592
Jurisdiction CU 3593 3615
Jurisdiction CV 3616 3644
Jurisdiction DJ 3645 3671
Jurisdiction DM 3672 3698
Jurisdiction DO 3699 3735
Jurisdiction DZ 3736 3761
Jurisdiction EC 3762 3787
Jurisdiction EG 3788 3811
Jurisdiction EH 3812 3844
Jurisdiction ER 3845 3870
Jurisdiction ET 3871 3897
Jurisdiction FJ 3898 3920
Jurisdiction FM 3921 3949
Jurisdiction GA 3950 3973
Jurisdiction GD 3974 3999
Jurisdiction GE 4000 4025
Jurisdiction GH 4026 4049
Jurisdiction GM 4050 4074
Jurisdiction GN 4075 4099
Jurisdiction GQ 4100 4135
Jurisdiction GT 4136 4163
Jurisdiction GW 4164 4195
Jurisdiction GY 4196 4220
Jurisdiction HN 4221 4247
Jurisdiction HT 4248 4271
Jurisdiction ID 4272 4299
Jurisdiction IL 4300 4324
Jurisdiction IN 4325 4348
Jurisdiction IQ 4349 4371
Jurisdiction IR 4372 4394
Jurisdiction JM 4395 4420
Jurisdiction JO 4421 4445
Jurisdiction JP 4446 4469
Jurisdiction KE 4470 4493
Jurisdiction KG 4494 4522
Jurisdiction KH 4523 4549
Jurisdiction KI 4550 4576
Jurisdiction KM 4577 4602
Jurisdiction KN 4603 4642
Jurisdiction KP 4643 4672
Jurisdiction KR 4673 4702
Jurisdiction KW 4703 4727
Jurisdiction KZ 4728 4756
Jurisdiction LA 4757 4779
Jurisdiction LB 4780 4805
Jurisdiction LC 4806 4835
Jurisdiction LK 4836 4863
Jurisdiction LR 4864 4889
Jurisdiction LS 4890 4915
Jurisdiction LY 4916 4939
Jurisdiction MA 4940 4965
Jurisdiction MC 4966 4990
Jurisdiction MD 4991 5016
Jurisdiction ME 5017 5045
Jurisdiction MG 5046 5074
Jurisdiction MH 5075 5109
Jurisdiction MK 5110 5143
Jurisdiction ML 5144 5166
Jurisdiction MM 5167 5192
Jurisdiction MN 5193 5219
Jurisdiction MR 5220 5248
Jurisdiction MU 5249 5276
Jurisdiction MV 5277 5303
Jurisdiction MW 5304 5328
Jurisdiction MX 5329 5353
Jurisdiction MY 5354 5380
Jurisdiction MZ 5381 5409
Jurisdiction NA 5410 5435
Jurisdiction NE 5436 5459
Jurisdiction NG 5460 5485
Jurisdiction NI 5486 5513
Jurisdiction NP 5514 5537
Jurisdiction NR 5538 5561
Jurisdiction NZ 5562 5591
Jurisdiction OM 5592 5614
Jurisdiction PA 5615 5639
Jurisdiction PE 5640 5662
Jurisdiction PG 5663 5697
Jurisdiction PH 5698 5727
Jurisdiction PK 5728 5754
Jurisdiction PS 5755 5782
Jurisdiction PW 5783 5806
Jurisdiction PY 5807 5833
Jurisdiction QA 5834 5857
Jurisdiction RS 5858 5882
Jurisdiction RU 5883 5907
Jurisdiction RW 5908 5932
Jurisdiction SA 5933 5963
Jurisdiction SB 5964 5997
Jurisdiction SC 5998 6026
Jurisdiction SD 6027 6050
Jurisdiction SG 6051 6078
Jurisdiction SL 6079 6109
Jurisdiction SM 6110 6138
Jurisdiction SN 6139 6164
Jurisdiction SO 6165 6190
Jurisdiction SR 6191 6217
Jurisdiction SS 6218 6247
Jurisdiction ST 6248 6287
Jurisdiction SV 6288 6317
Jurisdiction SY 6318 6341
Jurisdiction SZ 6342 6368
Jurisdiction TD 6369 6391
Jurisdiction TG 6392 6414
Jurisdiction TH 6415 6441
Jurisdiction TJ 6442 6470
Jurisdiction TL 6471 6500
Jurisdiction TM 6501 6531
Jurisdiction TN 6532 6557
Jurisdiction TO 6558 6581
Jurisdiction TR 6582 6607
Jurisdiction TT 6608 6645
Jurisdiction TV 6646 6670
Jurisdiction TW 6671 6695
Jurisdiction TZ 6696 6722
Jurisdiction UA 6723 6748
Jurisdiction UG 6749 6773
Jurisdiction US 6774 6805
Jurisdiction UY 6806 6831
Jurisdiction UZ 6832 6860
Jurisdiction VA 6861 6891
Jurisdiction VC 6892 6942
Jurisdiction VE 6943 6970
Jurisdiction VN 6971 6996
Jurisdiction VU 6997 7022
Jurisdiction WS 7023 7046
Jurisdiction XK 7047 7071
Jurisdiction YE 7072 7095
Jurisdiction ZA 7096 7126
Jurisdiction ZM 7127 7151
Jurisdiction ZW 7152 7178
Jurisdiction AS 7236 7274
Jurisdiction GU 7275 7303
Jurisdiction MP 7304 7352
Jurisdiction PR 7353 7388
Jurisdiction UM 7389 7449
Jurisdiction VI 7450 7502
Jurisdiction BL 7595 7649
Jurisdiction NC 7650 7701
Jurisdiction PF 7702 7756
Jurisdiction PM 7757 7820
Jurisdiction TF 7821 7886
Jurisdiction WF 7887 7942
Jurisdiction FO 7959 8010
Jurisdiction GL 8011 8058
Jurisdiction AW 8083 8126
Jurisdiction BQ 8127 8197
Jurisdiction CW 8198 8243
Jurisdiction SX 8244 8294
Jurisdiction BV 8310 8361
Jurisdiction SJ 8362 8422
Jurisdiction AI 8450 8496
Jurisdiction BM 8497 8542
Jurisdiction FK 8543 8597
Jurisdiction GG 8598 8644
Jurisdiction GI 8645 8692
Jurisdiction GS 8693 8775
Jurisdiction IM 8776 8825
Jurisdiction IO 8826 8894
Jurisdiction JE 8895 8939
Jurisdiction KY 8940 8992
Jurisdiction MS 8993 9041
Jurisdiction PN 9042 9088
Jurisdiction SH 9089 9171
Jurisdiction TC 9172 9234
Jurisdiction VG 9235 9295
Jurisdiction HK 9310 9357
Jurisdiction MO 9358 9401
Jurisdiction CC 9420 9481
Jurisdiction CX 9482 9536
Jurisdiction HM 9537 9601
Jurisdiction NF 9602 9654
Jurisdiction CK 9675 9725
Jurisdiction NU 9726 9768
Jurisdiction TK 9769 9814`,
    'norms-europe': `Norm gdpr-3 638 739
Norm gdpr-4 957 1058
Norm gdpr-5 1157 1258
Norm gdpr-6 1308 1409
Norm gdpr-9 1554 1655
Norm gdpr-10 1698 1801
Norm gdpr-26 1923 2026
Norm gdpr-28 2119 2243
Norm gdpr-28-2 2398 2527
Norm gdpr-28-3 2649 2778
Norm gdpr-28-4 2861 2990
Norm gdpr-28-9 3052 3181
Norm gdpr-30 3223 3326
Norm gdpr-32 3368 3471
Norm gdpr-33 3542 3690
Norm gdpr-33-2 3833 3962
Norm gdpr-35 4043 4146
Norm gdpr-44 4238 4362
Norm gdpr-45 4454 4578
Norm gdpr-46 4626 4750
Norm gdpr-47 4783 4886
Norm gdpr-48 5038 5162
Norm gdpr-49 5207 5331
Norm gdpr-49-3 5445 5553
Norm scc-2021-914 5780 5955
Norm scc-2021-915 6047 6229
Norm scc-2010-87 6307 6467
Norm schrems-ii 6563 6685
Norm edps-v-srb 6770 6894
Norm edpb-01-2020 7068 7331
Norm edpb-02-2020 7407 7564
Norm edpb-05-2021 7720 7854
Norm edpb-07-2020 7940 8036
Norm edpb-02-2024 8136 8271
Norm edpb-2-2018 8346 8454
Norm data-act-23 8618 8791
Norm data-act-25 8970 9263
Norm data-act-25-4 9384 9650
Norm data-act-28 9806 9979
Norm data-act-29 10144 10369
Norm data-act-31 10484 10657
Norm data-act-32 10779 10952
Norm data-act-34 11035 11211
Norm regulation-2018-1807-4 11297 11441
Norm nis2-21 11617 11838
Norm nis2-22 11932 12121
Norm nis2-23 12190 12471
Norm nis2-implementing 12539 12622
Norm dora-28 12829 12991
Norm dora-28-8 13075 13242
Norm dora-29 13331 13493
Norm dora-30-1 13548 13770
Norm dora-30-2 13860 14082
Norm dora-30-3 14192 14414
Norm ehds-86 14605 14708
Norm ehds-87 14868 15151
Norm procurement-thresholds 15331 16302
Norm procurement-thresholds-utilities 16393 17144
Norm procurement-thresholds-concessions 17145 17537
Norm directive-2014-24-25 17675 17755
Norm directive-2014-24-26 17803 17883
Norm directive-2014-24-32 18071 18172
Norm directive-2014-24-33 18309 18457
Norm directive-2014-24-37 18559 18639
Norm simonsen-weel 18764 18847
Norm directive-2014-24-50 18935 19055
Norm directive-2014-24-72-1 19232 19456
Norm directive-2014-24-72-1-c 19537 19664
Norm directive-2014-24-72-2 19776 19976
Norm directive-2014-25-50 20047 20127
Norm directive-2014-25-51 20180 20304
Norm directive-2014-25-70 20394 20514
Norm directive-2014-25-89 20636 20759
Norm kolin 20860 20972
Norm regulation-1182-71 21162 21255
Norm cada 21482 21658
Norm eucs 21761 21888
Norm csa2 21931 22060
Norm digital-omnibus 22157 22355
Norm terroir-practice 22735 23100
Norm terroir-advice 23166 23342`,
    'norms-france': `Norm hds-l1111-8 598 880
Norm csp-r1111-8-8 1059 1290
Norm csp-r1111-9 1344 1492
Norm csp-r1111-9-1 1571 1951
Norm csp-r1111-11 2115 2425
Norm csp-l1115-1 2514 2757
Norm hds-v2 2881 3204
Norm hds-v2-only 3313 3626
Norm hds-exi-17 3761 3873
Norm hds-exi-18 3927 4039
Norm hds-exi-19 4083 4195
Norm hds-exi-20 4241 4353
Norm hds-exi-21 4420 4532
Norm hds-exi-22 4587 4699
Norm hds-exi-23 4738 4850
Norm hds-exi-24 4930 5042
Norm hds-exi-25 5094 5206
Norm hds-exi-26 5246 5358
Norm hds-exi-27 5405 5517
Norm hds-exi-28 5604 5716
Norm hds-exi-29 5840 5952
Norm hds-exi-30 6090 6202
Norm hds-exi-31 6288 6400
Norm csp-l1462-1 6544 6733
Norm csp-l1461-1 6903 7074
Norm snds-2024 7181 7460
Norm snds-2024-for-all 7549 7837
Norm lil-66 8112 8355
Norm cnil-eds 8502 8749
Norm cnil-eds-11-3 8848 9156
Norm cnil-2024-07-19 9283 9572
Norm sren 9862 10110
Norm sren-31 10372 10771
Norm sren-31-derogation 10938 11203
Norm sren-31-qualification 11279 11516
Norm sren-27 11625 11928
Norm sren-32 12040 12247
Norm crpa-l311-5 12362 12472
Norm crpa-l311-6 12562 12672
Norm digital-procurement-bill 12756 12997
Norm circular-6282 13231 13630
Norm circular-6404 13806 14116
Norm circular-6519 14277 14675
Norm secnumcloud-5-3 15011 15132
Norm secnumcloud-19-1 15277 15400
Norm secnumcloud-19-2 15571 15694
Norm secnumcloud-19-3 15748 15871
Norm secnumcloud-19-4 15936 16106
Norm secnumcloud-19-6 16325 16568
Norm secnumcloud-qualification 16639 16907
Norm ccp-l2112-4 17217 17323
Norm ccp-l2112-5 17403 17509
Norm ccp-r2112-4 17643 17749
Norm ccp-l2113-4 17871 17977
Norm ccp-r2122-1 18060 18166
Norm ccp-r2122-2 18251 18357
Norm ccp-r2122-3 18478 18584
Norm ccp-r2122-4 18613 18767
Norm ccp-r2122-7 18826 18977
Norm ccp-r2122-8 19041 19502
Norm ccp-r2123-1 19559 19665
Norm ccp-r2131-12 19720 19872
Norm ccp-l2124-1 19929 20035
Norm ccp-l2125-1 20091 20306
Norm ccp-r2162-4 20375 20481
Norm ccp-r2162-5 20549 20655
Norm ccp-l2194-1 20720 20826
Norm ccp-r2194-1 20894 21000
Norm ccp-r2194-2 21046 21152
Norm ccp-r2194-3 21227 21373
Norm ccp-r2194-5 21423 21529
Norm ccp-r2194-6 21583 21689
Norm ccp-r2194-7 21730 21836
Norm ccp-r2194-8 21930 22126
Norm ccp-r2194-10 22215 22323
Norm ccp-r2196-1 22374 22567`,
    'providers': `Organisation MicrosoftCorporation 661 744
Organisation MicrosoftIreland 956 1354
Organisation MicrosoftFrance 1381 1494
Service AzureFrance 1589 2161
Organisation AmazonCom 2239 2306
Organisation AmazonWebServicesEMEA 2307 2660
Organisation AWSEuropeanSovereignCloudCompany 2766 3124
Service AWSEuropeanSovereignCloud 3221 3345
Organisation Alphabet 3423 3486
Organisation GoogleLLC 3487 3572
Organisation GoogleCloudEMEA 3573 3789
Organisation GoogleCloudFrance 3853 4070
Service GoogleCloud 4071 4266
Organisation OracleCorporation 4361 4438
Organisation OracleNederland 4439 4674
Organisation OracleFrance 4675 4779
Organisation IBM 4780 4989
Organisation IBMFrance 4990 5084
Organisation Salesforce 5085 5153
Organisation SalesforceIreland 5154 5259
Organisation KlabaFamily 5439 5502
Organisation OVHGroupe 5627 5813
Organisation OVH 5814 5891
Organisation HebergementOVH 5892 6108
Organisation OVHUS 6109 6191
Service OVHPublicCloud 6289 6366
Organisation XavierNiel 6446 6516
Organisation Iliad 6517 6698
Organisation Scaleway 6699 6882
Service ScalewayCloud 7017 7107
Organisation DassaultSystemes 7196 7274
Organisation Outscale 7275 7477
Service OutscaleCloud 7478 7734
Organisation NumSpot 7870 8043
Service NumSpotCloud 8144 8321
Organisation Neurones 8405 8466
Organisation CloudTemple 8467 8668
Service CloudTempleIaaS 8756 9019
Organisation Thales 9095 9152
Organisation S3NS 9282 9464
Service PREMI3NS 9571 9823
Service CRYPT3NS 9880 10010
Organisation Orange 10086 10264
Organisation Capgemini 10265 10449
Organisation Bleu 10520 10796
Service BleuCloud 10890 11002
Organisation DeutscheTelekom 11098 11295
Organisation TMobileUS 11296 11395
Organisation TSystems 11396 11607
Service OpenTelekomCloud 11698 11919
Organisation UnitedInternet 11920 11994
Organisation IONOS 11995 12174
Organisation STACKIT 12175 12356
Organisation Hetzner 12357 12513
Organisation Aruba 12514 12669
Organisation Leaseweb 12670 12830
Organisation OrangeBusiness 12832 12937
Organisation Worldline 13076 13593
Organisation Bpifrance 13594 13654
Organisation CreditAgricole 13655 13726
Organisation BNPParibas 13727 13790
Organisation FrenchState 13791 13854
Organisation CaisseDesDepots 13855 13959
Organisation LaPoste 13960 14076
Organisation Docaposte 14181 14268
Organisation UpCloud 14341 14415
Organisation AlibabaGroup 14628 14728
Organisation AlibabaCloudSingapore 14729 14861
Organisation TencentHoldings 14862 14960
Organisation TencentCloudEurope 14961 15077
Organisation HuaweiHolding 15078 15170
Organisation HuaweiCloudIreland 15171 15300
Organisation Exoscale 15408 15592
Organisation A1Digital 15593 15772
Organisation TelekomAustria 15773 15977
Organisation AmericaMovil 15978 16045`,
    'schemes': `Scheme HDS 363 494
Scheme SecNumCloud 572 749
Scheme ISO-27001 841 876
Scheme C5 973 994`,
    'vocabularies': `Vocabulary trait 441 3612
Term trait.ownerless
Term trait.natural
Term trait.public-body
Term trait.central-government
Term trait.commercial
Term trait.academic
Term trait.press
Term trait.religious
Term trait.political
Term trait.law-enforcement
Term trait.defence
Term trait.credit-information
Term trait.bound-by-name
Term trait.sensitive
Term trait.particular-sensitivity
Term trait.care-record
Term trait.not-personal
Term trait.forbidden-for-snds
Term trait.client-side-only
Term trait.effective
Term trait.ineffective-alone
Term trait.processor-clause
Term trait.hds-clause
Term trait.dora-clause
Term trait.dora-critical-clause
Term trait.safeguard
Term trait.exceptional
Term trait.not-for-authorities
Term trait.processor-contract
Term trait.without-effect
Term trait.not-on-demand
Term trait.competitive
Term trait.without-competition
Term trait.needs-alternatives
Term trait.capped-change
Term trait.uncapped-change
Term trait.about-provider
Vocabulary category 3614 4900
Term category.special
Term category.health
Term category.genetic
Term category.biometric
Term category.racial-ethnic-origin
Term category.political-opinions
Term category.religious-beliefs
Term category.trade-union-membership
Term category.sex-life
Term category.sexual-orientation
Term category.offences
Term category.identity
Term category.national-identifier
Term category.contact-details
Term category.family-life
Term category.financial
Term category.tax
Term category.employment
Term category.education
Term category.social-benefits
Term category.location
Term category.communications
Term category.traffic
Term category.behaviour
Term category.images
Term category.industrial
Term category.administrative
Vocabulary subject 4902 5879
Term subject.patients
Term subject.health-professionals
Term subject.research-participants
Term subject.insured-persons
Term subject.minors
Term subject.pupils
Term subject.students
Term subject.employees
Term subject.public-agents
Term subject.job-applicants
Term subject.customers
Term subject.prospects
Term subject.users
Term subject.members
Term subject.suppliers
Term subject.citizens
Term subject.taxpayers
Term subject.beneficiaries
Term subject.residents
Term subject.vulnerable-persons
Term subject.offenders
Term subject.victims
Term subject.deceased
Term subject.legal-persons
Vocabulary identifiability 5881 6229
Term identifiability.identified
Term identifiability.pseudonymised
Term identifiability.anonymised
Term identifiability.non-personal
Vocabulary secret 6395 8153
Term secret.none
Term secret.protected-secret
Term secret.medical-secret
Term secret.private-life
Term secret.business-secret
Term secret.government-deliberations
Term secret.national-defence
Term secret.foreign-policy
Term secret.state-security
Term secret.public-safety
Term secret.information-systems-security
Term secret.public-credit
Term secret.judicial-proceedings
Term secret.search-for-offences
Term secret.essential-mission
Term secret.national-security
Term secret.public-order
Term secret.protection-of-health
Term secret.protection-of-life
Vocabulary origin 8155 8985
Term origin.care
Term origin.prevention
Term origin.diagnosis
Term origin.social-care
Term origin.hospital-records
Term origin.laboratory-records
Term origin.telemedicine
Term origin.snds
Term origin.health-insurance
Term origin.research
Term origin.registries
Term origin.wellness-app
Term origin.administration
Term origin.employer
Term origin.subjects
Term origin.devices
Term origin.public-sources
Term origin.partners
Vocabulary purpose 9093 10008
Term purpose.care
Term purpose.management-of-care
Term purpose.research-in-health
Term purpose.public-health-policy
Term purpose.health-monitoring
Term purpose.information-on-care
Term purpose.innovation-in-health
Term purpose.statistics
Term purpose.administration
Term purpose.service-to-customers
Term purpose.promotion-of-health-products
Term purpose.insurance-selection
Term purpose.decision-on-person
Vocabulary event 10010 10423
Term event.collection
Term event.last-care
Term event.last-contact
Term event.birth
Term event.majority
Term event.death
Term event.end-of-contract
Term event.end-of-employment
Term event.end-of-study
Term event.publication
Term event.decision
Term event.closing
Vocabulary party-kind 10425 14576
Term party-kind.natural-person
Term party-kind.company
Term party-kind.partnership
Term party-kind.investment-fund
Term party-kind.cooperative
Term party-kind.mutual
Term party-kind.association
Term party-kind.foundation
Term party-kind.trade-union
Term party-kind.religious-body
Term party-kind.political-party
Term party-kind.press-publisher
Term party-kind.state
Term party-kind.state-administration
Term party-kind.state-operator
Term party-kind.state-supervised-body
Term party-kind.public-establishment
Term party-kind.local-public-body
Term party-kind.public-interest-group
Term party-kind.group-named-by-decree
Term party-kind.group-not-named-by-decree
Term party-kind.health-data-platform
Term party-kind.social-security-fund
Term party-kind.central-purchasing-body
Term party-kind.authority
Term party-kind.supervisory-authority
Term party-kind.court
Term party-kind.police
Term party-kind.armed-forces
Term party-kind.intelligence-service
Term party-kind.eu-body
Term party-kind.international-organisation
Term party-kind.health-institution
Term party-kind.health-professional
Term party-kind.care-home
Term party-kind.laboratory
Term party-kind.university
Term party-kind.research-institute
Term party-kind.school
Term party-kind.financial-entity
Term party-kind.bank
Term party-kind.insurer
Term party-kind.payment-institution
Term party-kind.investment-firm
Term party-kind.credit-bureau
Term party-kind.health-data-access-body
Term party-kind.trusted-health-data-holder
Term party-kind.union-health-data-access-service
Term party-kind.microenterprise
Term party-kind.essential-entity
Term party-kind.important-entity
Term party-kind.contracting-entity
Vocabulary data-kind 14578 15305
Term data-kind.hosted-data
Term data-kind.health-data
Term data-kind.hr-data
Term data-kind.non-hr-data
Term data-kind.technical-data
Term data-kind.telemetry
Term data-kind.logs
Term data-kind.account-data
Term data-kind.support-data
Term data-kind.billing-data
Term data-kind.non-personal-data
Vocabulary activity 15307 16150
Term activity.iaas
Term activity.caas
Term activity.paas
Term activity.saas
Term activity.backup
Term activity.archiving
Term activity.managed-services
Term activity.hds
Term activity.hds-1
Term activity.hds-2
Term activity.hds-3
Term activity.hds-4
Term activity.hds-5
Term activity.hds-6
Vocabulary encryption 16152 16850
Term encryption.in-transit
Term encryption.at-rest
Term encryption.client-side
Term encryption.provider-managed
Term encryption.customer-managed
Term encryption.imported-key
Term encryption.external-key-manager
Term encryption.confidential-computing
Vocabulary measure 16852 18113
Term measure.pseudonymisation
Term measure.client-side-encryption
Term measure.split-processing
Term measure.encryption-in-transit
Term measure.encryption-at-rest
Term measure.customer-managed-keys
Term measure.imported-keys
Term measure.external-key-management
Term measure.confidential-computing
Term measure.access-control
Term measure.access-logging
Term measure.minimisation
Term measure.duty-to-challenge
Term measure.duty-to-inform
Term measure.transparency-report
Term measure.internal-policies
Vocabulary lawful-basis 18115 18511
Term lawful-basis.consent
Term lawful-basis.contract
Term lawful-basis.legal-obligation
Term lawful-basis.vital-interests
Term lawful-basis.public-task
Term lawful-basis.legitimate-interests
Vocabulary special-basis 18513 19245
Term special-basis.explicit-consent
Term special-basis.employment-law
Term special-basis.vital-interests
Term special-basis.not-for-profit
Term special-basis.made-public
Term special-basis.legal-claims
Term special-basis.substantial-public-interest
Term special-basis.health-care
Term special-basis.public-health
Term special-basis.research
Vocabulary clause 19247 25649
Term clause.documented-instructions
Term clause.confidentiality
Term clause.security
Term clause.subprocessing-terms
Term clause.data-subject-assistance
Term clause.compliance-assistance
Term clause.deletion-or-return
Term clause.audit
Term clause.standard-processor-clauses
Term clause.union-law-disclosure-only
Term clause.applicable-law-disclosure
Term clause.no-third-country-law
Term clause.notice-of-requests
Term clause.challenge-of-requests
Term clause.hds-scope
Term clause.hds-services
Term clause.hds-locations
Term clause.hds-rights
Term clause.hds-incident-contact
Term clause.hds-service-levels
Term clause.hds-subcontractors
Term clause.hds-access-control
Term clause.hds-changes
Term clause.hds-failure
Term clause.hds-no-other-use
Term clause.hds-reversibility
Term clause.hds-return
Term clause.hds-destruction
Term clause.hds-third-country-access
Term clause.hds-third-country-laws
Term clause.hds-transfer-map
Term clause.law-risk-assessment
Term clause.leave-on-lost-qualification
Term clause.complaint-to-anssi
Term clause.change-of-control
Term clause.certificate-maintained
Term clause.erasure
Term clause.reversibility
Term clause.exit-assistance
Term clause.exportable-data
Term clause.data-act-erasure
Term clause.data-act-extension
Term clause.government-access-measures
Term clause.dora-description
Term clause.dora-locations
Term clause.dora-protection
Term clause.dora-data-return
Term clause.dora-service-levels
Term clause.dora-incident-assistance
Term clause.dora-cooperation
Term clause.dora-termination
Term clause.dora-training
Term clause.dora-full-service-levels
Term clause.dora-reporting
Term clause.dora-contingency
Term clause.dora-penetration-testing
Term clause.dora-audit
Term clause.dora-audit-delegated
Term clause.dora-exit
Term clause.incident-notice
Term clause.vulnerability-handling
Vocabulary data-movement 25651 26195
Term data-movement.switching
Term data-movement.transfer
Term data-movement.egress
Term data-movement.retrieval
Term data-movement.exit-assistance
Term data-movement.parallel-use
Vocabulary procedure 26197 27368
Term procedure.open
Term procedure.restricted
Term procedure.competitive-negotiation
Term procedure.competitive-dialogue
Term procedure.innovation-partnership
Term procedure.dynamic-purchasing-system
Term procedure.framework-call-off
Term procedure.mini-competition
Term procedure.central-purchasing
Term procedure.adapted
Term procedure.negotiated-without-publication
Term procedure.direct
Term procedure.in-house
Vocabulary award-ground 27370 29101
Term award-ground.no-suitable-tender
Term award-ground.work-of-art
Term award-ground.technical-reasons
Term award-ground.exclusive-rights
Term award-ground.extreme-urgency
Term award-ground.additional-supplies
Term award-ground.similar-services
Term award-ground.below-threshold
Term award-ground.review-clause
Term award-ground.necessary-additions
Term award-ground.unforeseen-circumstances
Term award-ground.new-contractor
Term award-ground.not-substantial
Term award-ground.small-change
Vocabulary purchase 29103 29568
Term purchase.it-services
Term purchase.cloud-services
Term purchase.hosting
Term purchase.health-data-hosting
Term purchase.managed-services
Term purchase.software
Term purchase.software-licences
Term purchase.hardware
Term purchase.telecommunications
Term purchase.consulting
Vocabulary demand 29570 30081
Term demand.stored-in
Term demand.performed-in
Term demand.maintained-in
Term demand.administered-from
Term demand.staffed-in
Term demand.seated-in
Term demand.controlled-from
Vocabulary transfer-tool 30083 32658
Term transfer-tool.scc
Term transfer-tool.scc-2021-914
Term transfer-tool.scc-module-1
Term transfer-tool.scc-module-2
Term transfer-tool.scc-module-3
Term transfer-tool.scc-module-4
Term transfer-tool.scc-2010
Term transfer-tool.scc-2021-915
Term transfer-tool.scc-authority
Term transfer-tool.bcr
Term transfer-tool.code-of-conduct
Term transfer-tool.certification
Term transfer-tool.public-instrument
Term transfer-tool.administrative-arrangement
Term transfer-tool.ad-hoc-clauses
Term transfer-tool.international-agreement
Term transfer-tool.art-49-consent
Term transfer-tool.art-49-contract
Term transfer-tool.art-49-contract-for-person
Term transfer-tool.art-49-public-interest
Term transfer-tool.art-49-legal-claims
Term transfer-tool.art-49-vital-interests
Term transfer-tool.art-49-public-register
Term transfer-tool.art-49-legitimate-interests
Vocabulary annex 32660 32924
Term annex.I
Term annex.II
Term annex.III
Vocabulary power 33014 33412
Term power.disclosure
Term power.bulk-access
Term power.assistance
Term power.decryption
Term power.secrecy
Term power.localisation
Term power.cut-off
Vocabulary recipient-kind 33486 34117
Term recipient-kind.commercial-organisations
Term recipient-kind.public-bodies
Term recipient-kind.law-enforcement-bodies
Term recipient-kind.defence-bodies
Term recipient-kind.academic-bodies
Term recipient-kind.press-bodies
Term recipient-kind.religious-bodies
Term recipient-kind.political-bodies
Term recipient-kind.credit-information-bodies
Vocabulary standing 34119 34592
Term standing.fragile
Term standing.suspended
Term standing.outside-eea-agreement
Term standing.of-another-order`,
} as const;

/** What indexes list of each file of the library; see book.ts. */
export const listed: Readonly<Record<keyof typeof contents, Readonly<Record<string, string>>>> = {
    'access-laws': {
        'compelling norms': `jurisdictions#US cloud-act sca fisa-702 fisa-individual all-writs nsl ieepa
jurisdictions#GB uk-ipa uk-copo
jurisdictions#CN cn-nil cn-csl cn-dsl cn-pipl cn-counter-espionage
jurisdictions#RU ru-yarovaya ru-152-fz
jurisdictions#IN in-telecom in-it-act in-cert-in
jurisdictions#AU au-tola au-ipo
jurisdictions#CA ca-production-order ca-c-22
jurisdictions#IL il-gss il-communications-data
jurisdictions#AE ae-telecom ae-cybercrime
jurisdictions#CH ch-buepf ch-ndg
jurisdictions#EU e-evidence`,
    },
    'adequacy': {},
    'jurisdictions': {},
    'norms-europe': {
        'compelling norms': ``,
    },
    'norms-france': {
        'compelling norms': ``,
    },
    'providers': {
        'parties by owner': `providers#MicrosoftCorporation MicrosoftIreland MicrosoftFrance
providers#AmazonCom AmazonWebServicesEMEA AWSEuropeanSovereignCloudCompany
providers#Alphabet GoogleLLC
providers#GoogleLLC GoogleCloudEMEA GoogleCloudFrance
providers#OracleCorporation OracleNederland OracleFrance
providers#IBM IBMFrance
providers#Salesforce SalesforceIreland
providers#KlabaFamily OVHGroupe
providers#OVHGroupe OVH HebergementOVH OVHUS
providers#XavierNiel Iliad
providers#Iliad Scaleway
providers#DassaultSystemes Outscale
providers#Neurones CloudTemple
providers#Thales S3NS
providers#Orange Bleu OrangeBusiness
providers#Capgemini Bleu
providers#DeutscheTelekom TMobileUS TSystems
providers#UnitedInternet IONOS
providers#Bpifrance Worldline
providers#CreditAgricole Worldline
providers#BNPParibas Worldline
providers#CaisseDesDepots LaPoste
providers#FrenchState LaPoste
providers#LaPoste Docaposte
providers#AlibabaGroup AlibabaCloudSingapore
providers#TencentHoldings TencentCloudEurope
providers#HuaweiHolding HuaweiCloudIreland
providers#A1Digital Exoscale
providers#TelekomAustria A1Digital
providers#AmericaMovil TelekomAustria`,
    },
    'schemes': {},
    'vocabularies': {},
};
